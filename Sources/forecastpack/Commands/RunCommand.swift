import ArgumentParser
import Foundation

/// `forecastpack run`: datasets, forecasts, publication, pack.
struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Build the datasets, then forecast, publish and render; what is done already is left as it is.")
  @OptionGroup var options: GlobalOptions
  @OptionGroup var months: AsOfOptions

  @Option(help: "Why a published vintage may be replaced.")
  var supersede: String?

  @Flag(
    help: ArgumentHelp(
      "Do only what is due: nothing where the last complete month is published and no model is due.",
      discussion: """
        A new complete month makes a vintage. Drift, accuracy or age, as 'forecastpack monitor' says them, let the rule \
        decide between the champion and the configured challengers.
        """))
  var ifNeeded = false

  @Flag(help: "Take the datasets as they stand: no dbt, only the quality gates.")
  var skipBuild = false

  func run() throws {
    guard try !ifNeeded || months.range == nil else {
      throw Failure.usage("--if-needed finds the month itself: leave out --as-of, --from and --to")
    }
    let session = try Session(options: options, application: "forecastpack run")
    let lock = try session.lock()
    try session.migrate()
    let datasets = skipBuild ? try session.checkDatasets() : try session.build()
    let months = try session.asOfMonths(months)
    var files: [URL] = []
    let isDone = try ifNeeded && session.isPublished(months)
    if !isDone {
      files = try session.vintages(months, datasets: datasets, supersede: supersede)
    } else {
      session.console.note("as of \(months[0]) everything is published")
    }
    if ifNeeded {
      for line in try session.reviewModels() { session.console.note(line) }
    }
    try lock.release()
    for file in files { options.console.result(file.path) }
  }
}
