import ArgumentParser
import Forecasting
import Warehouse

/// `forecastpack accuracy`: how good published forecasts were.
struct AccuracyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "accuracy",
    abstract: "Say how far forecasts were from actuals, beside the naive methods, as a vintage sees it.")
  @OptionGroup var options: GlobalOptions

  @Option(name: .customLong("as-of"), help: "The vintage whose view it is; by default the latest published.")
  var asOf: Month?

  @Option(help: "Months of the window, one of the configured ones; 0 is all.")
  var window = 0

  @Flag(help: "The rolling backtest of the vintage's own models instead of published forecasts.")
  var backtest = false

  @Option(parsing: .upToNextOption, help: "Horizons in months.")
  var horizons = [1, 3, 6, 12]

  @Option(parsing: .upToNextOption, help: "Levels; by default the total, country and leaf where they exist.")
  var levels = ["total", "country", "leaf"]

  func run() throws {
    let session = try Session(options: options, application: "forecastpack accuracy")
    try session.requireTables()
    guard session.configuration.accuracyWindows.contains(window) else {
      let windows = session.configuration.accuracyWindows.map(String.init).joined(separator: ", ")
      throw Failure.usage("no window of \(window) months is configured; expected one of \(windows)")
    }
    let reader = ViewReader(connection: session.connection, schema: session.configuration.schema)
    let current = try reader.runs().filter(\.isCurrent)
    let lines = try session.configuration.domains.flatMap { configured -> [PooledAccuracy] in
      let domain = configured.domain
      guard let month = asOf ?? current.filter({ $0.domain == domain.name }).map(\.asOfMonth).max() else {
        return []
      }
      let rows = try reader.accuracy(domain, asOf: month).filter {
        levels.contains($0.level) && horizons.contains($0.horizon)
          && ($0.origin == "backtest" ? backtest : !backtest && $0.windowMonths == window)
      }
      return PooledAccuracy.pool(domain: domain.name, levels: levels, rows)
    }
    guard !lines.isEmpty else {
      throw Failure.data("no published vintage has an accuracy for these options: run 'forecastpack run' first")
    }
    switch options.format {
    case .text: options.console.result(AccuracyReport(lines: lines).text)
    case .json: try options.console.result(json: lines)
    }
  }
}
