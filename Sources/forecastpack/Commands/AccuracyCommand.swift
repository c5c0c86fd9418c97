import ArgumentParser
import Domains
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

  @Option(help: "Months of the window, one of the configured ones; 0 is all. By default the longest.")
  var window: Int?

  @Flag(help: "The rolling backtest of the vintage's own models instead of published forecasts.")
  var backtest = false

  @Option(parsing: .upToNextOption, help: "Horizons in months.")
  var horizons = [1, 3, 6, 12]

  @Option(parsing: .upToNextOption, help: "Levels; by default the total, country and leaf where they exist.")
  var levels = ["total", "country", "leaf"]

  func run() throws {
    let session = try Session(options: options, application: "forecastpack accuracy")
    try session.requireTables()
    let windows = session.configuration.accuracyWindows
    let window = self.window ?? (windows.contains(0) ? 0 : windows.max() ?? 0)
    guard windows.contains(window) else {
      throw Failure.usage(
        "no window of \(window) months is configured; expected one of \(windows.map(String.init).joined(separator: ", "))"
      )
    }
    let known =
      session.configuration.domains.flatMap { $0.domain.levels.map(\.name) } + [Domain.Level.leaf, "country"]
    if let unknown = levels.first(where: { !known.contains($0) }) {
      throw Failure.usage(
        "no domain has a level '\(unknown)'; expected one of \(Set(known).sorted().joined(separator: ", "))")
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
          // Without adjustments the published forecast is the model's.
          && (backtest || $0.method != "model")
      }
      return PooledAccuracy.pool(domain: domain.name, asOf: month, levels: levels, rows)
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
