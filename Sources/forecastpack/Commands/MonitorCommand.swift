import ArgumentParser
import Forecasting

/// `forecastpack monitor`: what is out of bounds, and whether a model is due to be made or looked at again.
struct MonitorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "monitor",
    abstract: "Say what of the latest vintage is out of bounds, and whether retraining is due and why.",
    discussion: "The limits are those of forecastpack.yml; the figures are in the view forecast_monitoring.")
  @OptionGroup var options: GlobalOptions

  @Option(name: .customLong("as-of"), help: "The vintage; by default the latest published of each domain.")
  var asOf: Month?

  @Flag(help: "Exit with 1 where something is out of bounds.")
  var failOnAlert = false

  func run() throws {
    let session = try Session(options: options, application: "forecastpack monitor")
    try session.requireTables()
    try session.applyMonitoring()
    let report = MonitoringReport(domains: try session.health(asOf: asOf))
    switch options.format {
    case .text: options.console.result(report.text)
    case .json: try options.console.result(json: report.json)
    }
    if failOnAlert, report.hasAlerts { throw ExitCode(1) }
  }
}
