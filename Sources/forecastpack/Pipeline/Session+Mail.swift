import Delivery
import Digests
import Domains
import Forecasting
import Foundation
import HTTP
import Packs
import Pictures
import Postgres
import Warehouse

extension Session {
  /// The last month that every domain has published. Throws `Failure.data` where there is none.
  func lastPublishedMonth() throws -> Month {
    let runs = try ViewReader(connection: connection, schema: configuration.schema).runs().filter(\.isCurrent)
    let months = configuration.domains.map { configured in
      Set(runs.filter { $0.domain == configured.domain.name }.map(\.asOfMonth))
    }
    let common = months.dropFirst().reduce(months.first ?? []) { $0.intersection($1) }
    guard let month = common.max() else {
      throw Failure.data("no month is published for every domain: run 'forecastpack run'")
    }
    return month
  }

  /// The mail of each list about a published month, from one snapshot of the database.
  ///
  /// Throws `Failure.data` where a check fails, the vintage is not approved (unless `draft`) or its pack does not lie
  /// whole in its place.
  func mails(_ month: Month, lists: [MailList], draft: Bool, _ mail: MailConfiguration) throws -> [PreparedMail]
  {
    try connection.transaction(.repeatableRead, readOnly: true) {
      let definition = try PackDefinition.read(path: configuration.pack.definition.path)
      let rows = try packRows(month, definition)
      let language = try Language.read(definition.language, templates: configuration.pack.templates.path)
      let content = try PackContent(definition, rows, language)
      guard content.isSound else {
        let failed = content.checks.filter { !$0.passed }.map(\.name)
        throw Failure.data("checks of the pack failed, nobody gets mail: \(failed.joined(separator: "; "))")
      }
      let isDraft = content.approval == .draft
      guard !isDraft || draft else {
        throw Failure.data(
          "the vintage of \(month) is not approved, nobody gets mail: approve it, or send it marked as a draft by --draft"
        )
      }
      let runs = rows.domains.map(\.run)
      guard hasPack(month, of: try packMarks(month, runs.map(\.runID))) else {
        throw Failure.data(
          "\(packFolder(month).path): is not the whole pack of what is published: run 'forecastpack render --as-of \(month)'"
        )
      }
      let renderer = try MailRenderer(templates: configuration.pack.templates.path)
      let times = runs.compactMap { isDraft ? $0.publishedAt : $0.approvedAt }
      let format = Date.ISO8601FormatStyle()
      let date = try times.map { Int64(try format.parse($0).timeIntervalSince1970) }.max() ?? 0
      let key = SHA256.hex(
        (["pack", month.description, isDraft ? "draft" : "approved"] + (isDraft ? [] : times.sorted())
          + [try approvals.fingerprint(month)]).joined(separator: "\n"))
      return try lists.map { list in
        try prepare(
          list, mail, renderer, definition, rows, content, key: key, date: date, isDraft: isDraft)
      }
    }
  }

  private func prepare(
    _ list: MailList, _ mail: MailConfiguration, _ renderer: MailRenderer, _ definition: PackDefinition,
    _ rows: PackRows, _ whole: PackContent, key: String, date: Int64, isDraft: Bool
  ) throws -> PreparedMail {
    let name = Pack.workbookName(rows.asOf)
    var content = whole
    var workbook = [UInt8](
      FileManager.default.contents(atPath: packFolder(rows.asOf).appendingPathComponent(name).path) ?? Data())
    let isPart = list.domains != nil || list.part != nil
    if isPart {
      let (definition, rows) = try shown(to: list, definition, rows)
      content = try PackContent(definition, rows, whole.language)
      workbook = try partialWorkbook(content, rows, name)
    }
    let isAttached = workbook.count <= mail.largestAttachment
    let link = !isPart ? mail.link.map { "\($0)/\(rows.asOf)" } : nil
    let body = try renderer.render(
      content,
      MailRenderer.Links(
        pack: link.map { "\($0)/index.html" },
        workbook: isAttached ? .attached : link.map { .linked("\($0)/\(name)") } ?? .left, bytes: workbook.count
      ))
    let message = MailMessage(
      sender: mail.sender, senderName: mail.senderName, audience: list.label, subject: body.subject, date: date,
      id: String(SHA256.hex("\(key)\n\(list.name)").prefix(40)), language: body.language, text: body.text,
      html: body.html,
      pictures: try body.pictures.map {
        // Twice as wide as it is shown, for screens of high density.
        MailMessage.Picture(
          name: $0.name, png: try Picture.png(svg: $0.svg, width: 2 * MailRenderer.pictureWidth))
      },
      attachment: isAttached ? MailMessage.Attachment(fileName: name, bytes: workbook) : nil)
    let bytes = message.bytes
    return PreparedMail(
      list: list, asOf: rows.asOf, isDraft: isDraft, packKey: key, messageID: message.messageID, bytes: bytes,
      digest: SHA256.hex(bytes))
  }

  /// What a list is shown of the pack. Throws `Failure.data` where no domain has its part.
  private func shown(
    to list: MailList, _ definition: PackDefinition, _ rows: PackRows
  ) throws -> (PackDefinition, PackRows) {
    var (definition, rows) = (definition, rows)
    if let names = list.domains {
      (definition, rows) = (try definition.showing(only: names), rows.showing(only: names))
    }
    guard let part = list.part else { return (definition, rows) }
    let reader = ViewReader(connection: connection, schema: configuration.schema)
    for index in rows.domains.indices {
      let domain = rows.domains[index].domain
      guard let level = part.level(of: domain) else { continue }
      rows.domains[index].vintages = try reader.vintages(domain, upTo: rows.asOf, level: level)
    }
    let narrowed = rows.showing(only: part)
    let names = narrowed.domains.map(\.domain.name)
    guard !names.isEmpty else {
      throw Failure.data(
        "mail.lists.\(list.name): no domain has the \(part.key) '\(part.value)' as of \(rows.asOf)")
    }
    let domains = rows.domains.map(\.domain).filter { names.contains($0.name) }
    return (try definition.showing(only: part, of: domains), narrowed)
  }

  /// The workbook of a part of the domains, made beside nothing and kept nowhere.
  private func partialWorkbook(_ content: PackContent, _ rows: PackRows, _ name: String) throws -> [UInt8] {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "forecastpack-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    let file = folder.appendingPathComponent(name)
    try Pack.writeWorkbook(
      content, data: workbookRows, templates: configuration.pack.templates.path, to: file.path,
      timestamp: try predictionTime(rows))
    return [UInt8](try Data(contentsOf: file))
  }

  /// Hands the mails over, in as many rounds as the server puts recipients off and the configuration allows.
  ///
  /// - Parameter only: these recipients and no others; empty for all.
  func deliver(_ mails: [PreparedMail], _ mail: MailConfiguration, resend: Bool, only: [MailAddress]) throws
    -> [String: Mailer.Report]
  {
    guard let server = mail.server else {
      throw Failure.configuration(
        "\(configurationPath): mail has no block 'smtp'; docs/mail.md says what it holds")
    }
    var settings = server.settings
    if let user = server.user {
      let secret = ProcessInfo.processInfo.environment[SendCommand.secret] ?? ""
      guard !secret.isEmpty else {
        throw Failure.configuration("\(SendCommand.secret) is not set; it holds the password of \(user)")
      }
      settings.credentials = SMTPSettings.Credentials(user: user, password: secret)
    }
    let mailer = Mailer(
      outbox: Outbox(connection: connection, schema: configuration.schema), client: SMTPClient(settings),
      sender: mail.sender)
    var seen: Set<MailAddress> = []
    var open = mails.map { prepared in
      (
        prepared,
        prepared.list.recipients.filter { (only.isEmpty || only.contains($0)) && seen.insert($0).inserted }
      )
    }
    var reports: [String: Mailer.Report] = [:]
    for round in 1...server.attempts {
      for (index, (prepared, recipients)) in open.enumerated() where !recipients.isEmpty {
        let report = try mailer.send(
          prepared.bytes, to: recipients.map(prepared.item), resend: resend && round == 1)
        reports[prepared.list.name] = reports[prepared.list.name].map { $0.followed(by: report) } ?? report
        guard report.unavailable == nil else { return reports }
        let deferred = Set(report.deferred.map(\.recipient))
        open[index].1 = recipients.filter { deferred.contains($0.description) }
      }
      let waiting = open.reduce(0) { $0 + $1.1.count }
      guard waiting > 0, round < server.attempts else { break }
      console.note("mail      \(waiting) recipients were put off by the server, again in \(server.wait)")
      HTTPClient.wait(server.wait)
    }
    return reports
  }
}
