import ArgumentParser
import Forecasting
import Foundation
import Warehouse

/// `forecastpack approve`: somebody signs a vintage.
struct ApproveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "approve",
    abstract:
      "Sign the published vintage of a month as its pack shows it; it cannot be changed then without a reason.")
  @OptionGroup var options: GlobalOptions
  @Option(name: .customLong("as-of"), help: "The as-of month, as 2013-11.") var asOf: Month
  @Option(help: "Who approves.") var by: String
  @Option(help: "What the approver says about it.") var note: String

  @Option(
    help:
      "The vintage that was read, as the pack's provenance has it (its first 8 digits or more): another is refused."
  )
  var vintage: String?

  func run() throws {
    let name = try Self.words(by, "--by")
    let note = try Self.words(note, "--note")
    let session = try Session(options: options, application: "forecastpack approve")
    let lock = try session.lock()
    defer { withExtendedLifetime(lock) {} }
    try session.requireTables()
    for configured in session.configuration.domains {
      _ = try session.publishedRun(configured.domain, asOf: asOf)
    }
    if let current = try session.approvals.current(asOf) {
      throw Failure.data("the vintage of \(asOf) was approved by \(current.by) at \(current.at) already")
    }
    let fingerprint = try session.approvals.fingerprint(asOf)
    if let vintage, vintage.count < 8 || !fingerprint.hasPrefix(vintage.lowercased()) {
      throw Failure.data(
        "the vintage of \(asOf) is \(fingerprint.prefix(12)) now, not '\(vintage)': it was superseded or changed since it "
          + "was read; read its pack, then approve")
    }
    guard session.hasPack(asOf, of: [fingerprint]) else {
      throw Failure.data(
        "\(session.packFolder(asOf).path) does not show the vintage of \(asOf) as it is now, which was superseded or "
          + "changed since or never rendered: run 'forecastpack render --as-of \(asOf)', read it, then approve")
    }
    try session.console.stage("approve") {
      let comments = try session.commentText(asOf)
      try session.amend(asOf, touchesForecasts: false) {
        try session.approvals.approve(asOf, by: name, note: note, comments: comments, now: session.clock.epoch)
      }
      return ((), "\(asOf) by \(name)")
    }
    for path in session.packFiles(asOf) { options.console.result(path.path) }
  }

  /// One line of text, as it is shown on every page.
  private static func words(_ text: String, _ option: String) throws(Failure) -> String {
    let text = text.trimmingCharacters(in: .whitespacesAndNewlines)
    guard !text.isEmpty, text.count <= 500,
      !text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control })
    else { throw .usage("\(option): expected one line of 1 to 500 characters") }
    return text
  }
}
