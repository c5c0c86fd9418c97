import Domains
import Forecasting
import Postgres

/// Which runs there are and how each attempt at them went: `forecast_runs` and `forecast_attempts`.
public struct RunLedger {
  private let connection: Connection
  private let schema: String

  /// - Parameter schema: as configured, not quoted.
  public init(connection: Connection, schema: String) {
    self.connection = connection
    self.schema = Connection.quoteIdentifier(schema)
  }

  /// The run with this id; nil if it was never begun.
  public func find(_ runID: String) throws -> LedgerRun? {
    try read("run_id = $1", [runID])
  }

  /// The published run of a domain and as-of month.
  public func current(domain: String, asOf: Month) throws -> LedgerRun? {
    try read("domain = $1 and as_of_month = $2 and status = 'published'", [domain, asOf.firstDay])
  }

  /// Enters a run, or finds it as it was entered before: its prediction time survives a kill.
  ///
  /// - Parameters:
  ///   - datasetRows: rows of the dataset as of then, whether their month is complete or not.
  ///   - datasetTotal: the sum of their values, a control total for what will be published.
  ///   - dbtDigest: `DbtProjectDigest` of what built the dataset; nil where that is not known.
  ///   - now: seconds since 1970, UTC; the prediction time of a run that is new.
  public func begin(
    _ identity: RunIdentity, horizons: Int, datasetRows: Int, datasetTotal: Amount, dbtDigest: String? = nil,
    now: Int64
  ) throws -> LedgerRun {
    let origin = RunOrigin(asOf: identity.asOf, predictionTime: now)
    try connection.query(
      """
      insert into \(schema).forecast_runs (run_id, domain, as_of_month, status, origin, dataset_digest, settings,
        engine_version, horizons, dataset_rows, dataset_total, prediction_time, dbt_digest)
      values ($1, $2, $3, 'started', $4, $5, $6, $7, $8, $9, $10, to_timestamp($11::bigint), $12)
      on conflict (run_id) do nothing
      """,
      [
        identity.runID, identity.domain, identity.asOf.firstDay, origin.rawValue, identity.datasetDigest,
        identity.settings, identity.engineVersion, String(horizons), String(datasetRows),
        datasetTotal.description, String(now), dbtDigest,
      ])
    guard let run = try find(identity.runID) else {
      throw StoreError.unknownRun(domain: identity.domain, runID: identity.runID)
    }
    return run
  }

  /// The canonical JSON of everything that changes a run's numbers; nil for a run that was never begun.
  public func settingsText(of runID: String) throws -> String? {
    try connection.query("select settings from \(schema).forecast_runs where run_id = $1", [runID]).first?[0]
  }

  /// Marks a run that was begun and not computed as failed; any other is left as it is.
  public func fail(_ runID: String) throws {
    try connection.query(
      "update \(schema).forecast_runs set status = 'failed' where run_id = $1 and status = 'started'", [runID])
  }

  /// The digests of the SQL that built the datasets of the published runs of a month, by domain, sorted; without
  /// those of datasets that were built elsewhere.
  public func dbtDigests(asOf: Month) throws -> [(domain: String, digest: String)] {
    try connection.query(
      "select domain, dbt_digest from \(schema).forecast_runs "
        + "where as_of_month = $1 and status = 'published' and dbt_digest is not null order by domain collate \"C\"",
      [asOf.firstDay]
    ).map { ($0[0] ?? "", $0[1] ?? "") }
  }

  /// Notes that an attempt at a run begins.
  /// - Returns: its number, for `endAttempt`.
  public func startAttempt(
    _ runID: String, host: String, dbtInvocation: String? = nil, now: Int64
  ) throws -> Int64 {
    let rows = try connection.query(
      """
      insert into \(schema).forecast_attempts (run_id, started_at, host, dbt_invocation_id)
      values ($1, to_timestamp($2::bigint), $3, $4)
      returning attempt_id
      """, [runID, String(now), host, dbtInvocation])
    return try number(rows[0][0], "attempt_id")
  }

  /// Notes how an attempt ended.
  /// - Parameter timings: seconds by the name of the step.
  public func endAttempt(
    _ attempt: Int64, outcome: AttemptOutcome, error: String? = nil, timings: [String: Double] = [:], now: Int64
  ) throws {
    let steps = timings.sorted { $0.key < $1.key }
    try connection.query(
      """
      update \(schema).forecast_attempts
      set ended_at = to_timestamp($2::bigint), outcome = $3, error = $4,
        timings = coalesce(jsonb_object($5::text[], $6::text[]), '{}')
      where attempt_id = $1
      """,
      [
        String(attempt), String(now), outcome.rawValue, error, PostgresArray.text(steps.map(\.key)),
        PostgresArray.text(steps.map { "\($0.value)" }),
      ])
  }

  /// How an attempt at a run ended.
  public enum AttemptOutcome: String, Hashable, Sendable, CaseIterable { case computed, unchanged, failed }

  private func read(_ condition: String, _ parameters: [String?]) throws -> LedgerRun? {
    let rows = try connection.query(
      """
      select run_id, domain, as_of_month, status, origin, dataset_digest, horizons,
        extract(epoch from prediction_time)::bigint as prediction_time
      from \(schema).forecast_runs
      where \(condition)
      """, parameters)
    guard let row = rows.first else { return nil }
    guard let asOf = row["as_of_month"].flatMap({ Month($0) }) else {
      throw unreadable("as_of_month", row["as_of_month"])
    }
    guard let status = row["status"].flatMap(RunStatus.init) else { throw unreadable("status", row["status"]) }
    guard let origin = row["origin"].flatMap(RunOrigin.init) else { throw unreadable("origin", row["origin"]) }
    return LedgerRun(
      runID: row["run_id"] ?? "", domain: row["domain"] ?? "", asOf: asOf, status: status, origin: origin,
      datasetDigest: row["dataset_digest"] ?? "", horizons: Int(try number(row["horizons"], "horizons")),
      predictionTime: try number(row["prediction_time"], "prediction_time"))
  }

  private func number(_ text: String?, _ column: String) throws -> Int64 {
    guard let number = text.flatMap({ Int64($0) }) else { throw unreadable(column, text) }
    return number
  }

  private func unreadable(_ column: String, _ value: String?) -> StoreError {
    .unreadable(relation: "forecast_runs", column: column, value: value ?? "null")
  }
}
