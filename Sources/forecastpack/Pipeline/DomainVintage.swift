import Domains
import Forecasting
import Foundation
import Warehouse

/// One domain as of one month: its dataset, its place in the ledger, and the steps from one to the other.
struct DomainVintage {
  let session: Session
  let dataset: Dataset
  let series: RunSeries
  let run: LedgerRun
  let settings: EngineSettings
  private let actuals: [ActualRow]

  /// Reads the dataset in one snapshot and enters the run, or finds it. `datasets` is what was built just now.
  init(_ session: Session, _ configured: ConfiguredDomain, asOf: Month, datasets: Session.Datasets? = nil)
    throws
  {
    self.session = session
    let schema = session.configuration.schema
    let connection = session.connection
    let domain = configured.domain
    (dataset, actuals) = try connection.transaction(.repeatableRead, readOnly: true) {
      (
        try PanelReader(connection, schema: schema, domain: domain).read(asOf: asOf),
        try ActualsReader(connection, schema: schema, domain: domain).read(asOf: asOf)
      )
    }
    series = try RunSeries(domain: domain, leaves: dataset.keys, grouping: dataset.grouping)
    var settings = EngineSettings()
    settings.horizons = session.configuration.horizons
    settings.model = try session.champion(configured, asOf: asOf)
    self.settings = settings
    let total = actuals.reduce(Amount(scaled: 0, decimals: domain.decimals)) { $0 + $1.value }
    run = try RunLedger(connection: connection, schema: schema).begin(
      try RunIdentity(domain: domain, asOf: asOf, datasetDigest: dataset.digest, settings: settings),
      horizons: settings.horizons, datasetRows: actuals.count, datasetTotal: total,
      dbtDigest: datasets?.dbtDigest, now: session.clock.epoch)
  }

  /// Whether the run has its forecasts already.
  var isComputed: Bool { [.computed, .published, .superseded].contains(run.status) }

  /// What publishing takes.
  var vintageRun: VintageRun {
    VintageRun(domain: series.domain, runID: run.runID, datasetDigest: dataset.digest, actuals: actuals)
  }

  /// Fits, forecasts and stores in one transaction. Returns false when there was nothing to do.
  func compute(_ datasets: Session.Datasets) throws -> Bool {
    guard !isComputed else { return false }
    return try attempt(datasets) { timings in
      let training = try timings.measure("train") {
        try Engine.train(dataset.panel, grouping: series.grouping, settings: settings)
      }
      return try store(training, datasets, &timings)
    }
  }

  /// Fits the series of a shard and keeps the fits for `reduce`. Returns false when there was nothing to do.
  func train(_ shard: Shard) throws -> Bool {
    guard !isComputed, try !shards.isDone(.train, shard, of: run) else { return false }
    return try attempt(nil) { timings in
      let trained = try timings.measure("train") {
        try Engine.fit(shard, of: dataset.panel, grouping: series.grouping, settings: settings)
      }
      return try timings.measure("store") { try shards.keep(trained, shard, total: series.count, of: run) }
    }
  }

  /// Forecasts the series of a shard from its kept fits, for `reduce`. Returns false when there was nothing to do.
  func predict(_ shard: Shard) throws -> Bool {
    guard !isComputed, try !shards.isDone(.predict, shard, of: run) else { return false }
    return try attempt(nil) { timings in
      let base = try timings.measure("predict") {
        try Engine.base(
          shards.trained(shard, of: run), shard, of: dataset.panel, grouping: series.grouping,
          settings: settings)
      }
      return try timings.measure("store") { try shards.keep(base: base, shard, total: series.count, of: run) }
    }
  }

  /// Brings `count` shards together and stores the run. Returns false when there was nothing to do.
  /// Throws `StoreError.shardsMissing`.
  func reduce(_ count: Int, _ datasets: Session.Datasets) throws -> Bool {
    guard !isComputed else { return false }
    try shards.requireAll(count, of: run)
    return try attempt(datasets) { timings in
      let training = try timings.measure("reduce") {
        try Engine.reduce(
          shards.trained(run, count: count), panel: dataset.panel, grouping: series.grouping, settings: settings
        )
      }
      let base = try shards.base(run, count: count)
      return try store(training, base: base, datasets, &timings)
    }
  }

  /// Forecasts and stores all of a run in one transaction.
  private func store(
    _ training: Training, base: [[Double]]? = nil, _ datasets: Session.Datasets, _ timings: inout Timings
  ) throws -> Bool {
    let predictions = try timings.measure("predict") {
      try Engine.predict(training, panel: dataset.panel, grouping: series.grouping, base: base)
    }
    return try timings.measure("store") {
      try archive()
      return try writer.write(
        run, series: series, training: training, predictions: predictions, findings: findings(datasets))
    }
  }

  /// Fits and stores the fits. Returns false when there was nothing to do.
  func train(_ datasets: Session.Datasets) throws -> Bool {
    guard !isComputed, try !writer.isTrained(run) else { return false }
    return try attempt(datasets) { timings in
      let training = try timings.measure("train") {
        try Engine.train(dataset.panel, grouping: series.grouping, settings: settings)
      }
      return try timings.measure("store") {
        try archive()
        return try writer.write(
          run, series: series, training: training, findings: findings(datasets))
      }
    }
  }

  /// Forecasts from the stored fits. Returns false when there was nothing to do.
  /// Throws `Failure.data` for a run that was not trained.
  func predict() throws -> Bool {
    guard !isComputed else { return false }
    guard try writer.isTrained(run) else {
      throw Failure.data(
        "\(run.domain) as of \(run.asOf) is not trained: run 'forecastpack train --as-of \(run.asOf)'")
    }
    return try attempt(nil) { timings in
      let predictions = try timings.measure("predict") {
        let training = try ModelFitStore(connection: session.connection, schema: session.configuration.schema)
          .read(
            run, series: series, settings: settings, engineVersion: Engine.version)
        return try Engine.predict(training, panel: dataset.panel, grouping: series.grouping)
      }
      return try timings.measure("store") { try writer.write(run, series: series, predictions: predictions) }
    }
  }

  /// What the gates say of the domain as it was known then.
  private func findings(_ datasets: Session.Datasets) throws -> [Finding] {
    try datasets.gates.findings(on: session.connection, domain: series.domain, asOf: run.asOf)
  }

  /// Keeps the dataset, so that the run can be made again after the facts were restated.
  private func archive() throws {
    try DatasetArchive(connection: session.connection, schema: session.configuration.schema)
      .keep(digest: dataset.digest, panel: dataset.panel, keys: dataset.keys)
  }

  private var shards: ShardStore {
    ShardStore(connection: session.connection, schema: session.configuration.schema)
  }

  private var writer: RunWriter {
    RunWriter(connection: session.connection, schema: session.configuration.schema)
  }

  /// Attempts are of the day, whatever SOURCE_DATE_EPOCH says of the numbers.
  private static var wallClock: Int64 { Int64(Date().timeIntervalSince1970) }

  /// Notes in the ledger that and how it was tried; what differs from try to try is kept there and nowhere else.
  private func attempt(_ datasets: Session.Datasets?, _ body: (inout Timings) throws -> Bool) throws -> Bool {
    let ledger = RunLedger(connection: session.connection, schema: session.configuration.schema)
    let attempt = try ledger.startAttempt(
      run.runID, host: ProcessInfo.processInfo.hostName, dbtInvocation: datasets?.lineage?.invocation,
      now: Self.wallClock)
    var timings = Timings()
    do {
      let written = try body(&timings)
      try ledger.endAttempt(
        attempt, outcome: written ? .computed : .unchanged, timings: timings.seconds, now: Self.wallClock)
      return written
    } catch {
      // The error that is being reported is the one to tell; a lost session cannot note anything.
      try? ledger.endAttempt(attempt, outcome: .failed, error: "\(error)", now: Self.wallClock)
      try? ledger.fail(run.runID)
      throw error
    }
  }
}
