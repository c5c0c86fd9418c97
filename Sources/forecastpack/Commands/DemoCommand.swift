import ArgumentParser
import Forecasting

/// `forecastpack demo`: everything, on the facts that the configuration names.
struct DemoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: "Load the bundled facts, make a vintage for each of the last 18 months, render the pack.")
  @OptionGroup var options: GlobalOptions

  /// The demo's vintages: the first with a prior year in both channels, the last with both complete.
  private static let first = Month(year: 2012, month: 6)
  private static let last = Month(year: 2013, month: 11)

  func run() throws {
    let session = try Session(options: options, application: "forecastpack demo")
    let lock = try session.lock()
    try session.migrate()
    _ = try session.load()
    let datasets = try session.build()
    let months = (0...(Self.last - Self.first)).map { Self.first + $0 }
    let files = try session.vintages(months, datasets: datasets, supersede: nil)
    try lock.release()
    for file in files { options.console.result(file.path) }
  }
}
