import ArgumentParser
import Forecasting

/// `forecastpack reduce`: what the shards of a run computed becomes the run.
struct ReduceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reduce",
    abstract: "Bring the shards of 'train --shard' and 'predict --shard' together and store the forecasts.",
    discussion:
      "The tables are those of a run without shards, to the last bit. A shard that is missing is named.")
  @OptionGroup var options: GlobalOptions
  @OptionGroup var months: AsOfOptions
  @OptionGroup var domains: DomainOptions

  @Option(help: "How many shards there are.")
  var shards: Int

  func validate() throws {
    guard (1...Shard.largestCount).contains(shards) else {
      throw ValidationError("--shards is \(shards), not 1...\(Shard.largestCount)")
    }
  }

  func run() throws {
    let session = try Session(options: options, application: "forecastpack reduce")
    let lock = try session.lock(isShared: true)
    defer { withExtendedLifetime(lock) {} }
    try session.requireTables()
    let datasets = try session.checkDatasets()
    try session.eachDomain(months, domains, done: "reduced before") { configured, month in
      try DomainVintage(session, configured, asOf: month).reduce(shards, datasets)
    }
  }
}
