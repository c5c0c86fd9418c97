import ArgumentParser
import Domains
import Forecasting
import Warehouse

/// `forecastpack adjust`: what people know and models do not.
struct AdjustCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "adjust",
    abstract:
      "Add a file of adjustments to the published forecasts of a domain, with reason and author; all or nothing."
  )
  @OptionGroup var options: GlobalOptions
  @Option(help: "The domain whose forecasts are adjusted.") var domain: String
  @Option(help: "The CSV file: as_of_month, month, the domain's keys, amount, unit, reason, author.") var file:
    String
  @Option(help: "Why an approved vintage may be changed; it must be approved again.") var supersede: String?

  func run() throws {
    guard supersede?.isEmpty != true else { throw Failure.usage("--supersede is empty: say why") }
    let session = try Session(options: options, application: "forecastpack adjust")
    let lock = try session.lock()
    defer { withExtendedLifetime(lock) {} }
    try session.requireTables()
    let domain = try session.domain(named: self.domain).domain
    let file = try AdjustmentFile(path: self.file, domain: domain, known: session.knownSeries(domain))
    let run = try session.publishedRun(domain, asOf: file.asOf)
    let store = AdjustmentStore(connection: session.connection, schema: session.configuration.schema)
    try session.console.stage("adjust") {
      do {
        try session.amend(file.asOf, touchesForecasts: true) {
          try session.reopen(file.asOf, supersede: supersede)
          try store.add(
            file.adjustments, to: run, domain: domain, digest: file.digest, now: session.clock.epoch)
        }
      } catch AmendmentError.adjustment(let line, let reason) {
        throw Failure.data("\(self.file):\(line): \(reason)")
      } catch let error as AmendmentError {
        throw Failure.data("\(self.file): \(error)")
      }
      return ((), "\(domain.name) as of \(file.asOf)")
    }
    let total = file.adjustments.reduce(Amount(scaled: 0, decimals: domain.decimals)) { $0 + $1.amount }
    options.console.result("\(file.adjustments.count) adjustments, \(total) \(domain.unit)")
    for path in session.packFiles(file.asOf) { options.console.result(path.path) }
  }
}
