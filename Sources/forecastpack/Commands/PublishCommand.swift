import ArgumentParser

/// `forecastpack publish`: makes computed runs the current ones.
struct PublishCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "publish",
    abstract: "Publish the computed runs of a month, all domains at once, with their pack.")
  @OptionGroup var options: GlobalOptions
  @OptionGroup var months: AsOfOptions

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
        let domains = try session.configuration.domains.map { try DomainVintage(session, $0, asOf: month) }
        let outcome = try session.publish(
          month, domains, supersede: supersede, rendersPack: month == months.last)
        return ((), outcome == .published ? "published" : "unchanged")
      }
    }
    try lock.release()
    for file in months.last.map(session.packFiles) ?? [] { options.console.result(file.path) }
  }
}
