import ArgumentParser
import Forecasting
import Foundation
import Warehouse

/// `forecastpack shards`: for programs that bring the series to the engine themselves, as orchestration/spark does.
struct ShardsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "shards",
    abstract:
      "Share a run out by a program that reads the dataset itself; 'reduce' brings the shards together.",
    subcommands: [Plan.self, Feed.self])

  struct Plan: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Enter the run of a domain and month in the ledger, and print as JSON what its shards need.")
    @OptionGroup var options: GlobalOptions

    @Option(help: "The domain.")
    var domain: String

    @Option(name: .customLong("as-of"), help: "The as-of month, as 2013-11.")
    var asOf: Month

    func run() throws {
      let session = try Session(options: options, application: "forecastpack shards plan")
      let lock = try session.lock(isShared: true)
      defer { withExtendedLifetime(lock) {} }
      try session.requireTables()
      let vintage = try DomainVintage(session, session.domain(named: domain), asOf: asOf)
      let domain = vintage.series.domain
      try options.console.result(
        json: Answer(
          run: vintage.run.runID, isComputed: vintage.isComputed, schema: session.configuration.schema,
          table: domain.dataset, keys: domain.keys, value: domain.name, lastMonth: asOf.firstDay,
          leaves: vintage.series.leaves.count))
    }

    private struct Answer: Encodable {
      let run: String
      let isComputed: Bool
      let schema: String
      let table: String
      let keys: [String]
      let value: String
      let lastMonth: String
      /// Series, in the order of their keys' UTF-8 bytes.
      let leaves: Int
    }
  }

  struct Feed: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Fit, backtest and forecast the leaves of a shard that come as lines on standard input.",
      discussion: """
        A line is a series: position, first month and values, parted by tabs, the values by commas. The position is \
        that among all leaves in the order of their keys, from 0; shard i/n has the positions i-1, i-1+n, … in order.
        """)
    @OptionGroup var options: GlobalOptions

    @Option(name: .customLong("run"), help: "The run, as 'shards plan' prints it.")
    var runID: String

    @Option(help: "Which part of the leaves comes, as 2/8.")
    var shard: Shard

    @Option(help: "How many leaves the run has.")
    var leaves: Int

    @Option(help: "How many cores to use; by default all. It changes no number.")
    var cores: Int?

    func run() throws {
      // Read first: a writer whose reader has gone would take that for a failure.
      let series = try read()
      let session = try Session(options: options, application: "forecastpack shards feed")
      let lock = try session.lock(isShared: true)
      defer { withExtendedLifetime(lock) {} }
      let kept = try session.feed(series, shard, leaves: leaves, run: runID, cores: cores)
      options.console.note("shard \(shard)  \(kept ? "\(series.count) series" : "kept before")")
    }

    /// Throws `Failure.data` unless exactly the shard's positions come, in order.
    private func read() throws -> [TimeSeries] {
      let positions = shard.positions(of: leaves)
      var series: [TimeSeries] = []
      series.reserveCapacity(positions.count)
      while let text = readLine() {
        let line = try SeriesLine(text, number: series.count + 1)
        guard series.count < positions.count, line.id == "\(positions[series.count])" else {
          throw Failure.data(
            "standard input:\(series.count + 1): position \(line.id) where shard \(shard) of \(leaves) leaves has "
              + (series.count < positions.count ? "\(positions[series.count])" : "no more"))
        }
        series.append(line.series)
      }
      guard series.count == positions.count else {
        throw Failure.data("standard input ends after \(series.count) of \(positions.count) series")
      }
      return series
    }
  }
}
