import Domains
import Forecasting
import Postgres

/// Stores what a run computed, each call in one transaction; storing it again changes nothing.
public struct RunWriter {
  private let connection: Connection
  private let schema: String

  /// - Parameter schema: as configured, not quoted.
  public init(connection: Connection, schema: String) {
    self.connection = connection
    self.schema = schema
  }

  /// Stores training and forecasts together.
  ///
  /// - Parameters:
  ///   - run: as `RunLedger.begin` gave it.
  ///   - findings: what the gates found in the data that the run saw.
  /// - Returns: false when the run was computed before, and nothing was written.
  /// - Throws: `StoreError`, `PostgresError`; nothing is stored then.
  public func write(
    _ run: LedgerRun, series: RunSeries, training: Training, predictions: Predictions, findings: [Finding]
  ) throws -> Bool {
    try connection.transaction {
      guard try isOpen(run) else { return false }
      let ids = try register(series)
      try store(training, findings, run, series, ids)
      try store(predictions, run, series, ids)
      return true
    }
  }

  /// Stores fits, backtest and findings alone; the forecasts follow by `write(_:series:predictions:)`.
  /// - Returns: false when the run was trained or computed before, and nothing was written.
  public func write(_ run: LedgerRun, series: RunSeries, training: Training, findings: [Finding]) throws -> Bool
  {
    try connection.transaction {
      guard try isOpen(run), try !isTrained(run) else { return false }
      try store(training, findings, run, series, try register(series))
      return true
    }
  }

  /// Stores the forecasts of a run that was trained.
  /// - Returns: false when the run was computed before, and nothing was written.
  public func write(_ run: LedgerRun, series: RunSeries, predictions: Predictions) throws -> Bool {
    try connection.transaction {
      guard try isOpen(run) else { return false }
      try store(predictions, run, series, try register(series))
      return true
    }
  }

  /// Whether fits of the run are stored.
  public func isTrained(_ run: LedgerRun) throws -> Bool {
    try !connection.query("select from \(quoted).model_fits where run_id = $1 limit 1", [run.runID]).isEmpty
  }

  private var quoted: String { Connection.quoteIdentifier(schema) }

  /// Whether the run waits for its numbers; locks it until the transaction ends.
  private func isOpen(_ run: LedgerRun) throws -> Bool {
    let status = try connection.query(
      "select status from \(quoted).forecast_runs where run_id = $1 for update", [run.runID]
    ).first?[0]
    guard let status else { throw StoreError.unknownRun(domain: run.domain, runID: run.runID) }
    return [RunStatus.started.rawValue, RunStatus.failed.rawValue].contains(status)
  }

  private func register(_ series: RunSeries) throws -> [Int64] {
    try SeriesRegistry(connection: connection, schema: schema).register(series.all, domain: series.domain)
  }

  /// Fits that an interrupted run left are the same ones: the run's id is made of all that they depend on.
  private func store(
    _ training: Training, _ findings: [Finding], _ run: LedgerRun, _ series: RunSeries, _ ids: [Int64]
  ) throws {
    guard try !isTrained(run) else { return }
    try ModelFitStore(connection: connection, schema: schema).write(
      training, run: run, series: series, ids: ids)
    try BacktestStore(connection: connection, schema: quoted).write(
      training.evaluation, run: run, series: series, ids: ids)
    try write(findings, run, quoted)
  }

  private func store(_ predictions: Predictions, _ run: LedgerRun, _ series: RunSeries, _ ids: [Int64]) throws {
    let forecasts = try PredictionWriter(
      connection: connection, schema: quoted, run: run, series: series, ids: ids
    ).write(predictions)
    try BaselineWriter(connection: connection, schema: quoted, run: run, series: series, ids: ids)
      .write(predictions)
    try connection.query(
      "update \(quoted).forecast_runs set status = 'computed', series_count = $2 where run_id = $1",
      [run.runID, String(forecasts)])
    try ShardStore(connection: connection, schema: schema).drop(run.runID)
  }

  private func write(_ findings: [Finding], _ run: LedgerRun, _ quoted: String) throws {
    for (position, finding) in findings.enumerated() {
      try connection.query(
        "insert into \(quoted).findings (run_id, position, severity, code, keys, month, count, message) "
          + "values ($1, $2, $3, $4, $5, $6, $7, $8)",
        [
          run.runID, String(position + 1), finding.severity.rawValue, finding.code,
          finding.series.map { PostgresArray.text($0.values) }, finding.month?.firstDay, String(finding.count),
          finding.message,
        ])
    }
  }
}
