import ArgumentParser
import Delivery
import Forecasting
import Foundation
import Packs
import Postgres

/// `forecastpack send`: the mail of a published month.
struct SendCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "send",
    abstract: "Write the mail of a published month as .eml files; with --smtp, send exactly those bytes.",
    discussion: """
      Each recipient gets one message a pack, ever, however often this is run. The password of the mail server is \
      read from the variable \(secret).
      """)
  static let secret = "FORECASTPACK_SMTP_PASSWORD"
  @OptionGroup var options: GlobalOptions

  @Option(
    name: .customLong("as-of"), help: "The as-of month, as 2013-11; by default the last that is published.")
  var asOf: Month?

  @Option(help: "This list only; may be given more than once.")
  var list: [String] = []

  @Option(help: "Of the recipients only this one; may be given more than once.")
  var to: [String] = []

  @Flag(help: "Hand the messages to the configured mail server.")
  var smtp = false

  @Flag(help: "Also a vintage that nobody has approved; the subject says DRAFT.")
  var draft = false

  @Flag(help: "Send again to those whom the server refused, or of whom it is unknown whether they have it.")
  var resend = false

  func run() throws {
    let session = try Session(options: options, application: "forecastpack send")
    guard let mail = session.configuration.mail else {
      throw Failure.configuration(
        "\(options.config): there is no block 'mail'; docs/mail.md says what it holds")
    }
    let lists = try chosen(mail)
    try session.requireTables()
    let lock =
      smtp ? try AdvisoryLock("forecastpack mail \(session.configuration.schema)", on: session.connection) : nil
    let month = try asOf ?? session.lastPublishedMonth()
    let mails = try session.mails(month, lists: lists, draft: draft, mail)
    let folder = mail.folder.appendingPathComponent(month.description)
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    } catch {
      throw Failure.output("\(folder.path): cannot be made: \(error.localizedDescription)")
    }
    for prepared in mails {
      let file = folder.appendingPathComponent("\(prepared.list.name).eml").path
      try StagedPack.replaceFile(file, with: prepared.bytes)
      if !smtp { options.console.result(file) }
    }
    guard smtp else { return }
    let reports = try session.deliver(mails, mail, resend: resend, only: addresses(lists))
    try lock?.release()
    try report(reports)
  }

  private func chosen(_ mail: MailConfiguration) throws -> [MailList] {
    for name in list where !mail.lists.contains(where: { $0.name == name }) {
      throw Failure.usage(
        "there is no list '\(name)'; there are \(mail.lists.map(\.name).joined(separator: ", "))")
    }
    return mail.lists.filter { list.isEmpty || list.contains($0.name) }
  }

  private func addresses(_ lists: [MailList]) throws -> [MailAddress] {
    try to.map { text in
      guard let address = MailAddress(text), lists.contains(where: { $0.recipients.contains(address) }) else {
        throw Failure.usage("'\(text)' is on none of the lists")
      }
      return address
    }
  }

  /// Says what became of each list, then throws for what is not done.
  private func report(_ reports: [String: Mailer.Report]) throws {
    let sorted = reports.sorted { $0.key < $1.key }
    switch options.format {
    case .json: try options.console.result(json: sorted.map { Line(list: $0.key, report: $0.value) })
    case .text:
      for (name, report) in sorted {
        options.console.result(
          "\(name): \(report.sent.count) sent, \(report.before.count) before, \(report.deferred.count) put off, "
            + "\(report.refused.count) refused, \(report.unknown.count) unknown")
      }
    }
    let all = sorted.map(\.value)
    if let words = all.compactMap(\.unavailable).first {
      throw Failure.unavailable("the mail server: \(words)")
    }
    let lost = all.flatMap { $0.refused + $0.unknown }
    guard lost.isEmpty else {
      throw Failure.unavailable(
        "not delivered, or not known to be: \(lost.map(\.description).joined(separator: "; ")); --resend sends again"
      )
    }
    let late = all.flatMap(\.deferred)
    guard late.isEmpty else {
      throw Failure.busy(
        "put off by the server, run this again later: \(late.map(\.description).joined(separator: "; "))")
    }
  }

  private struct Line: Encodable {
    let list: String
    let sent: [String]
    let before: [String]
    let deferred: [String]
    let refused: [String]
    let unknown: [String]
    let unavailable: String?

    init(list: String, report: Mailer.Report) {
      self.list = list
      sent = report.sent
      before = report.before
      deferred = report.deferred.map(\.recipient)
      refused = report.refused.map(\.recipient)
      unknown = report.unknown.map(\.recipient)
      unavailable = report.unavailable
    }
  }
}
