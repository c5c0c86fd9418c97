import Domains
import Forecasting
import Postgres

/// Who signed which vintage: `approvals`, and the approval of each run in `forecast_runs`.
public struct ApprovalStore {
  private let connection: Connection
  private let schema: String

  /// - Parameter schema: as configured, not quoted.
  public init(connection: Connection, schema: String) {
    self.connection = connection
    self.schema = Connection.quoteIdentifier(schema)
  }

  /// What the current runs of a month show, as one SHA-256: their ids, plans and adjustments.
  public func fingerprint(_ asOf: Month) throws -> String {
    try connection.query("select \(schema).vintage_fingerprint($1)", [asOf.firstDay]).first?[0] ?? ""
  }

  /// The approval that holds for a month: who, when (UTC), and the comments as they were signed. Nil while any of its
  /// current runs is not approved.
  public func current(_ asOf: Month) throws -> (by: String, at: String, comments: String?)? {
    let row = try connection.query(
      """
      select decided_by, to_char(decided_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as decided_at, comments
      from \(schema).approvals
      where as_of_month = $1 and kind = 'approved' and exists (
        select from \(schema).forecast_runs where as_of_month = $1 and status = 'published')
        and not exists (
          select from \(schema).forecast_runs
          where as_of_month = $1 and status = 'published' and approved_at is null)
      order by approval_id desc
      limit 1
      """, [asOf.firstDay]
    ).first
    guard let row else { return nil }
    return (row["decided_by"] ?? "", row["decided_at"] ?? "", row["comments"])
  }

  /// Signs every current run of a month. To be called in `Publisher.amend`.
  ///
  /// - Parameters:
  ///   - comments: the file of comments as it is shown; it is kept.
  ///   - now: seconds since 1970, UTC.
  /// - Throws: `AmendmentError.approved` for a vintage that is approved already.
  public func approve(_ asOf: Month, by name: String, note: String, comments: String?, now: Int64) throws {
    if let current = try current(asOf) {
      throw AmendmentError.approved(asOf: asOf, by: current.by, at: current.at)
    }
    try decide("approved", asOf, name, note, comments, now)
    try connection.query(
      "update \(schema).forecast_runs set approved_by = $2, approved_at = to_timestamp($3::bigint) "
        + "where as_of_month = $1 and status = 'published'", [asOf.firstDay, name, String(now)])
  }

  /// Opens a vintage again; nothing happens to one that no run of is approved.
  /// - Parameter reason: why; kept beside the approval that it ends.
  public func withdraw(_ asOf: Month, by name: String, reason: String, now: Int64) throws {
    let opened = try connection.query(
      "update \(schema).forecast_runs set approved_by = null, approved_at = null "
        + "where as_of_month = $1 and status = 'published' and approved_at is not null", [asOf.firstDay])
    guard opened.affected > 0 else { return }
    try decide("withdrawn", asOf, name, reason, nil, now)
  }

  private func decide(
    _ kind: String, _ asOf: Month, _ name: String, _ note: String, _ comments: String?, _ now: Int64
  ) throws {
    try connection.query(
      """
      insert into \(schema).approvals (as_of_month, kind, decided_by, note, fingerprint, runs, comments, decided_at)
      select $1::date, $2, $3, $4, \(schema).vintage_fingerprint($1::date),
        array_agg(run_id order by domain collate "C"), $5, to_timestamp($6::bigint)
      from \(schema).forecast_runs
      where as_of_month = $1::date and status = 'published'
      """, [asOf.firstDay, kind, name, note, comments, String(now)])
  }
}
