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
  /// Nil where the dataset was not built by us.
  let origin: DatasetOrigin?
  private let actuals: [ActualRow]
  private let products: String?

  /// Reads the dataset in one snapshot and enters the run, or finds it.
  init(_ session: Session, _ configured: ConfiguredDomain, asOf: Month) throws {
    self.session = session
    let schema = session.configuration.schema
    let connection = session.connection
    let domain = configured.domain
    products = configured.products
    (dataset, actuals, origin) = try connection.transaction(.repeatableRead, readOnly: true) {
      (
        try PanelReader(connection, schema: schema, domain: domain).read(asOf: asOf),
        try ActualsReader(connection, schema: schema, domain: domain).read(asOf: asOf),
        try DatasetOrigin.read(domain, schema: schema, connection: connection)
      )
    }
    series = try RunSeries(domain: domain, leaves: dataset.keys, grouping: dataset.grouping)
    var settings = configured.engineSettings(horizons: session.configuration.horizons)
    let champion = try session.champion(configured, asOf: asOf)
    if champion != settings.model {
      // Promoted over what is configured: only the next promotion takes its place.
      settings.model = champion
      settings.alternatives = nil
    }
    self.settings = settings
    let total = actuals.reduce(Amount(scaled: 0, decimals: domain.decimals)) { $0 + $1.value }
    run = try RunLedger(connection: connection, schema: schema).begin(
      try RunIdentity(domain: domain, asOf: asOf, datasetDigest: dataset.digest, settings: settings),
      horizons: settings.horizons, datasetRows: actuals.count, datasetTotal: total,
      dbtDigest: origin?.dbtDigest, now: session.clock.epoch)
  }

  /// Whether the run has its forecasts already.
  var isComputed: Bool { [.computed, .published, .superseded].contains(run.status) }

  /// What publishing takes.
  var vintageRun: VintageRun {
    VintageRun(
      domain: series.domain, runID: run.runID, datasetDigest: dataset.digest, actuals: actuals,
      products: products)
  }

  /// Fits, forecasts and stores in one transaction. Returns false when there was nothing to do.
  func compute(_ datasets: Session.Datasets) throws -> Bool {
    guard !isComputed else { return false }
    return try attempt { timings in
      let training = try timings.measure("train") {
        try Engine.train(dataset.panel, grouping: series.grouping, settings: settings)
      }
      return try store(training, datasets, &timings)
    }
  }

  /// Fits the series of a shard and keeps the fits for `reduce`. Returns false when there was nothing to do.
  func train(_ shard: Shard) throws -> Bool {
    guard !isComputed, try !shards.isDone(.train, shard, of: run) else { return false }
    return try attempt { timings in
      let trained = try timings.measure("train") {
        try Engine.fit(parts(of: shard), of: dataset.panel, settings: settings)
      }
      return try timings.measure("store") { try shards.keep(trained, shard, total: series.count, of: run) }
    }
  }

  /// Forecasts the series of a shard from its kept fits, for `reduce`. Returns false when there was nothing to do.
  func predict(_ shard: Shard) throws -> Bool {
    guard !isComputed, try !shards.isDone(.predict, shard, of: run) else { return false }
    return try attempt { timings in
      let base = try timings.measure("predict") {
        try Engine.base(shards.trained(shard, of: run), parts(of: shard), settings: settings)
      }
      return try timings.measure("store") { try shards.keep(base: base, shard, total: series.count, of: run) }
    }
  }

  private func parts(of shard: Shard) throws -> [TimeSeries] {
    let all = try Engine.series(dataset.panel, series.grouping)
    return shard.positions(of: all.count).map { all[$0] }
  }

  /// Brings `count` shards together and stores the run. Returns false when there was nothing to do.
  /// Throws `StoreError.shardsMissing`.
  func reduce(_ count: Int, _ datasets: Session.Datasets) throws -> Bool {
    guard !isComputed else { return false }
    try shards.requireAll(count, of: run)
    return try attempt { timings in
      var trained = try shards.trained(run, count: count)
      var base = try shards.base(run, count: count)
      if trained.count == series.leaves.count {
        // Shards that were fed from outside know leaves alone.
        let nodes = Array(try Engine.series(dataset.panel, series.grouping).dropFirst(trained.count))
        let fitted = try timings.measure("train") {
          try Engine.fit(nodes, of: dataset.panel, settings: settings)
        }
        base += try Engine.base(fitted, nodes, settings: settings)
        trained += fitted
      }
      let training = try timings.measure("reduce") {
        try Engine.reduce(trained, panel: dataset.panel, grouping: series.grouping, settings: settings)
      }
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
    return try attempt { timings in
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
    return try attempt { timings in
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

  private func attempt(_ body: (inout Timings) throws -> Bool) throws -> Bool {
    try session.attempt(run, dbtInvocation: origin?.invocation, rows: dataset.panel.values.count, body)
  }
}
