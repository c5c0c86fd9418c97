import Domains
import Forecasting
import Postgres

/// Adjustments of published runs: `adjustment_files`, `adjustments`.
public struct AdjustmentStore {
  private let connection: Connection
  private let schema: String

  /// - Parameter schema: as configured, not quoted.
  public init(connection: Connection, schema: String) {
    self.connection = connection
    self.schema = Connection.quoteIdentifier(schema)
  }

  /// Adds a file's adjustments to the forecasts of a run, all or none. To be called in `Publisher.amend`.
  ///
  /// - Parameters:
  ///   - digest: SHA-256 of the file's bytes.
  ///   - now: seconds since 1970, UTC.
  /// - Throws: `AmendmentError` for a run that is not the latest, a month that is closed or beyond the horizons, a
  ///   series without a forecast, and a file that was entered before; `PostgresError`.
  public func add(_ adjustments: [Adjustment], to run: LedgerRun, domain: Domain, digest: String, now: Int64)
    throws
  {
    try refuseHistory(run)
    let before = try connection.query(
      "select to_char(entered_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI') from \(schema).adjustment_files "
        + "where run_id = $1 and digest = $2", [run.runID, digest]
    ).first?[0]
    if let before { throw AmendmentError.fileTwice(enteredAt: before) }
    let file = try connection.query(
      "insert into \(schema).adjustment_files (run_id, digest, entered_at) values ($1, $2, to_timestamp($3::bigint)) "
        + "returning file_id", [run.runID, digest, String(now)]
    ).first?[0]
    for adjustment in adjustments {
      try checkMonth(adjustment, run, now)
      let added = try connection.query(
        """
        insert into \(schema).adjustments (file_id, line, run_id, month, series_id, amount, reason, author)
        select $1, $2, run_id, month, series_id, $5, $6, $7
        from \(schema).ml_pred_\(domain.name)
        where run_id = $3 and month = $4
          and series_id = \(schema).series_id(\(schema).series_digest($8, 'leaf', $9::text[]))
        """,
        [
          file, String(adjustment.line), run.runID, adjustment.month.firstDay, adjustment.amount.description,
          adjustment.reason, adjustment.author, domain.name, PostgresArray.text(adjustment.keys.values),
        ])
      guard added.affected == 1 else {
        throw AmendmentError.adjustment(
          line: adjustment.line,
          "\(adjustment.keys.values.joined(separator: " / ")) has no forecast for \(adjustment.month) that could be "
            + "adjusted")
      }
    }
  }

  private func refuseHistory(_ run: LedgerRun) throws {
    let latest = try connection.query(
      "select max(as_of_month) from \(schema).forecast_runs where domain = $1 and status = 'published'",
      [run.domain]
    ).first?[0].flatMap { Month($0) }
    if let latest, latest > run.asOf {
      throw AmendmentError.superseded(domain: run.domain, asOf: run.asOf, latest: latest)
    }
  }

  /// Who knows the month's actual does not forecast it.
  private func checkMonth(_ adjustment: Adjustment, _ run: LedgerRun, _ now: Int64) throws {
    let last = run.asOf + run.horizons
    guard adjustment.month > run.asOf else {
      throw AmendmentError.adjustment(
        line: adjustment.line, "\(adjustment.month) is closed: the vintage of \(run.asOf) has its actuals")
    }
    guard adjustment.month <= last else {
      throw AmendmentError.adjustment(
        line: adjustment.line, "\(adjustment.month) is not forecast: the vintage of \(run.asOf) ends in \(last)"
      )
    }
    guard run.origin == .backfilled || now < (adjustment.month + 1).firstSecond else {
      throw AmendmentError.adjustment(
        line: adjustment.line,
        "\(adjustment.month) is closed: it has ended by now, and the vintage is a live one")
    }
  }
}
