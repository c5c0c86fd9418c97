import Domains
import Forecasting
import Postgres

/// Stores all that a run computed, in one transaction; storing a run again changes nothing.
public struct RunWriter {
  private let connection: Connection
  private let schema: String

  /// - Parameter schema: as configured, not quoted.
  public init(connection: Connection, schema: String) {
    self.connection = connection
    self.schema = schema
  }

  /// - Parameters:
  ///   - run: as `RunLedger.begin` gave it.
  ///   - findings: what the gates found in the data that the run saw.
  /// - Returns: false when the run was stored before, and nothing was written.
  /// - Throws: `StoreError`, `PostgresError`; nothing is stored then.
  public func write(
    _ run: LedgerRun, series: RunSeries, training: Training, predictions: Predictions, findings: [Finding]
  ) throws -> Bool {
    let quoted = Connection.quoteIdentifier(schema)
    return try connection.transaction {
      let status = try connection.query(
        "select status from \(quoted).forecast_runs where run_id = $1 for update", [run.runID]
      ).first?[0]
      guard let status else { throw StoreError.unknownRun(domain: run.domain, runID: run.runID) }
      guard [RunStatus.started.rawValue, RunStatus.failed.rawValue].contains(status) else { return false }
      let ids = try SeriesRegistry(connection: connection, schema: schema).register(
        series.all, domain: series.domain)
      let forecasts = try PredictionWriter(
        connection: connection, schema: quoted, run: run, series: series, ids: ids
      ).write(predictions)
      try ModelFitStore(connection: connection, schema: schema).write(
        training, run: run, series: series, ids: ids)
      try BacktestStore(connection: connection, schema: quoted).write(
        training.evaluation, run: run, series: series, ids: ids)
      try write(findings, run, quoted)
      try connection.query(
        "update \(quoted).forecast_runs set status = 'computed', series_count = $2 where run_id = $1",
        [run.runID, String(forecasts)])
      return true
    }
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
