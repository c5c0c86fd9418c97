import ArgumentParser
import Foundation

/// `forecastpack publish`: makes computed runs the current ones.
struct PublishCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "publish",
    abstract: "Publish the computed runs of a month, all domains at once, with their pack.",
    discussion: "A pack needs all domains: with --domain there is one only where the others are published.")
  @OptionGroup var options: GlobalOptions
  @OptionGroup var months: AsOfOptions
  @OptionGroup var domains: DomainOptions

  @Option(help: "Why a published vintage may be replaced.")
  var supersede: String?

  func run() throws {
    let session = try Session(options: options, application: "forecastpack publish")
    let lock = try session.lock()
    try session.requireTables()
    let months = try session.asOfMonths(months)
    try session.takePlans()
    for month in months {
      try session.console.stage(month.description) {
        let domains = try domains.domains(session).map { try DomainVintage(session, $0, asOf: month) }
        let outcome = try session.publish(
          month, domains, supersede: supersede, rendersPack: month == months.last)
        session.track(month, domains)
        return ((), outcome == .published ? "published" : "unchanged")
      }
    }
    try lock.release()
    for file in months.last.map(session.packFiles) ?? []
    where FileManager.default.fileExists(atPath: file.path) { options.console.result(file.path) }
  }
}
