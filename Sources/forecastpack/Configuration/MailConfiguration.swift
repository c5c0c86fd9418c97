import Delivery
import Domains
import Foundation
import HTTP
import Packs
import StrictYAML

/// The block `mail` of forecastpack.yml: from whom, to whom, and through which server.
struct MailConfiguration {
  let sender: MailAddress
  let senderName: String?
  /// Where .eml files go.
  let folder: URL
  /// In bytes: a larger workbook is not attached.
  let largestAttachment: Int
  /// The address under which readers open the packs' folder; nil where there is none.
  let link: String?
  let lists: [MailList]
  /// Nil where mail is only written.
  let server: Server?

  struct Server {
    var settings: SMTPSettings
    let user: String?
    /// Rounds over recipients that the server puts off, and how long to wait between them.
    let attempts: Int
    let wait: Duration
  }

  /// `domains` are the configured ones, which a list may choose from.
  init(_ value: YAMLValue, root: URL, domains: [Domain]) throws(YAMLError) {
    let block = try value.mapping()
    sender = try Self.address(block.required("from"))
    senderName = try block.optional("from_name").map { value throws(YAMLError) in try Self.line(value) }
    folder = URL(fileURLWithPath: try block.required("folder").string(), relativeTo: root).standardizedFileURL
    largestAttachment = try block.required("attach_up_to_kb").integer(in: 0...50_000) * 1000
    link = try block.optional("link").map { value throws(YAMLError) in try Self.link(value) }
    var allowed: [String] = []
    for domain in try block.required("allowed_domains").list() {
      let name = try domain.string()
      guard let address = MailAddress("a@\(name)") else {
        throw domain.error("is '\(name)'; expected a domain name")
      }
      allowed.append(address.domain)
    }
    var lists: [MailList] = []
    for (name, body) in try block.required("lists").mapping().entries {
      lists.append(try Self.list(name, body, allowed: allowed, domains: domains))
    }
    guard !lists.isEmpty else {
      throw try block.required("lists").error("is empty; expected at least one list")
    }
    self.lists = lists
    let sender = sender
    server = try block.optional("smtp").map { value throws(YAMLError) in
      try Self.server(value, sender: sender, root: root)
    }
    try block.finish()
  }

  private static func list(
    _ name: String, _ body: YAMLValue, allowed: [String], domains: [Domain]
  ) throws(YAMLError) -> MailList {
    guard name.wholeMatch(of: /[a-z][a-z0-9\-]{0,39}/) != nil else {
      throw body.error("is no name of a list; expected a-z, then at most 39 of a-z, 0-9 and -")
    }
    let block = try body.mapping()
    let label = try Self.line(block.required("label"))
    var recipients: [MailAddress] = []
    for value in try block.required("recipients").list() {
      let address = try Self.address(value)
      guard allowed.contains(address.domain) else {
        throw value.error(
          "\(address) is outside of the allowed domains (\(allowed.joined(separator: ", "))); mail goes nowhere else"
        )
      }
      guard !recipients.contains(address) else { throw value.error("\(address) stands twice") }
      recipients.append(address)
    }
    guard !recipients.isEmpty else {
      throw try block.required("recipients").error("is empty; expected at least one address")
    }
    var chosen: [String]?
    if let value = block.optional("domains") {
      let names = try value.strings()
      let known = domains.map(\.name)
      for name in names where !known.contains(name) {
        throw value.error("there is no domain '\(name)'; expected some of \(known.joined(separator: ", "))")
      }
      guard !names.isEmpty else { throw value.error("is empty; expected at least one domain") }
      chosen = known.filter(names.contains)
    }
    let part = try block.optional("keys").map { value throws(YAMLError) in
      try Self.part(value, of: domains.filter { chosen?.contains($0.name) ?? true })
    }
    try block.finish()
    return MailList(name: name, label: label, recipients: recipients, domains: chosen, part: part)
  }

  /// One value of one key, which some domain has a level of its own for.
  private static func part(_ value: YAMLValue, of domains: [Domain]) throws(YAMLError) -> PackPart {
    let entries = try value.mapping().entries
    guard entries.count == 1, let (key, body) = entries.first else {
      throw value.error("has \(entries.count) keys; expected one, such as {region: Europe}")
    }
    let part = PackPart(key: key, value: try body.literal())
    guard domains.contains(where: { part.level(of: $0) != nil }) else {
      throw value.error("no domain of the list has a level of '\(key)' alone")
    }
    return part
  }

  private static func server(_ value: YAMLValue, sender: MailAddress, root: URL) throws(YAMLError) -> Server {
    let block = try value.mapping()
    let host = try block.required("host")
    let name = try host.string()
    guard name.wholeMatch(of: /[A-Za-z0-9.\-]+|\[[0-9A-Fa-f:]+\]/) != nil else {
      throw host.error("is '\(name)'; expected a host name")
    }
    let security = block.optional("security")
    let kind: SMTPSettings.Security = try security?.choice() ?? .starttls
    var settings = SMTPSettings(
      host: name, port: try block.optional("port")?.integer(in: 1...65_535) ?? (kind == .tls ? 465 : 587),
      security: kind, clientName: sender.domain)
    if let security, kind == .plain, !settings.isLoopback {
      throw security.error("is 'plain', which is only for a server on this machine; expected starttls or tls")
    }
    settings.authorities = try block.optional("authorities").map { value throws(YAMLError) in
      URL(fileURLWithPath: try value.string(), relativeTo: root).standardizedFileURL.path
    }
    if let seconds = try block.optional("timeout_seconds")?.integer(in: 1...3600) {
      settings.timeout = .seconds(seconds)
    }
    let server = Server(
      settings: settings, user: try block.optional("user")?.string(),
      attempts: try block.optional("attempts")?.integer(in: 1...20) ?? 3,
      wait: .seconds(try block.optional("wait_seconds")?.integer(in: 0...3600) ?? 300))
    try block.finish()
    return server
  }

  private static func address(_ value: YAMLValue) throws(YAMLError) -> MailAddress {
    let text = try value.string()
    guard let address = MailAddress(text) else {
      throw value.error("is no mail address: expected name@example.com in ASCII, without spaces or line breaks")
    }
    return address
  }

  /// Text that becomes part of a header.
  private static func line(_ value: YAMLValue) throws(YAMLError) -> String {
    let text = try value.string()
    guard !text.isEmpty, !text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control })
    else {
      throw value.error("is empty or has a line break or another control character")
    }
    return text
  }

  private static func link(_ value: YAMLValue) throws(YAMLError) -> String {
    let text = try value.string()
    guard text.wholeMatch(of: /(https?|file):\/\/[^\s"<>]+/) != nil else {
      throw value.error("is '\(text)'; expected https://… or file://…")
    }
    return text.hasSuffix("/") ? String(text.dropLast()) : text
  }
}
