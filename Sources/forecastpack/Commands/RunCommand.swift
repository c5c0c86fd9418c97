import ArgumentParser

/// `forecastpack run`: datasets, forecasts, publication, pack.
struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Build the datasets, then forecast, publish and render; what is done already is left as it is.")
  @OptionGroup var options: GlobalOptions
  @OptionGroup var months: AsOfOptions

  @Option(help: "Why a published vintage may be replaced.")
  var supersede: String?

  @Flag(help: "Take the datasets as they stand: no dbt, only the quality gates.")
  var skipBuild = false

  func run() throws {
    let session = try Session(options: options, application: "forecastpack run")
    let lock = try session.lock()
    try session.migrate()
    let datasets = skipBuild ? try session.checkDatasets() : try session.build()
    let files = try session.vintages(
      session.asOfMonths(months), datasets: datasets, supersede: supersede)
    try lock.release()
    for file in files { options.console.result(file.path) }
  }
}
