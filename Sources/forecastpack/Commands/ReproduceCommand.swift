import ArgumentParser
import Warehouse

/// `forecastpack reproduce`: a run made again from what was kept of it.
struct ReproduceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reproduce",
    abstract:
      "Make a run again from its kept dataset and its settings, and compare every number with what is stored.")
  @OptionGroup var options: GlobalOptions
  @Argument(help: "The run's id, or its first characters.") var runID: String

  func run() throws {
    let session = try Session(options: options, application: "forecastpack reproduce")
    try session.requireTables()
    let run = try session.run(startingWith: runID)
    let reproduction = try Reproducer(connection: session.connection, schema: session.configuration.schema)
      .reproduce(run, domain: session.domain(named: run.domain).domain)
    for warning in reproduction.warnings { options.console.note(warning) }
    let what = "\(run.domain) as of \(run.asOf), run \(run.runID)"
    guard reproduction.isIdentical else {
      let shown = reproduction.differences.prefix(20).map {
        "  \($0.level) \($0.series), h = \($0.horizon), \($0.column): stored \($0.stored ?? "nothing"), "
          + "again \($0.computed ?? "nothing")"
      }
      throw Failure.data(
        "\(what): \(reproduction.differences.count) of \(reproduction.compared) numbers differ:\n"
          + shown.joined(separator: "\n"))
    }
    options.console.result("\(what): all \(reproduction.compared) numbers are the same again")
  }
}
