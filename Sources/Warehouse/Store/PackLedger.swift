import Forecasting
import Postgres

/// The digests of the packs that were rendered: table `packs`.
public struct PackLedger {
  private let connection: Connection
  private let table: String

  /// - Parameter schema: as configured, not quoted.
  public init(connection: Connection, schema: String) {
    self.connection = connection
    table = "\(Connection.quoteIdentifier(schema)).packs"
  }

  /// A pack as it was recorded.
  public struct Entry: Hashable, Sendable {
    public let asOf: Month
    public let runIDs: [String]
  }

  /// Keeps the digest of a manifest; one that is there already stays as it is.
  ///
  /// - Parameter now: seconds since 1970, UTC.
  public func record(manifest digest: String, asOf: Month, runIDs: [String], approvedBy: String?, now: Int64)
    throws
  {
    try connection.query(
      """
      insert into \(table) (manifest_digest, as_of_month, run_ids, approved_by, rendered_at)
      values ($1, $2, string_to_array($3, ','), $4, to_timestamp($5::bigint))
      on conflict (manifest_digest) do nothing
      """, [digest, asOf.firstDay, runIDs.sorted().joined(separator: ","), approvedBy, String(now)])
  }

  /// Nil for a manifest that was never recorded.
  public func find(manifest digest: String) throws -> Entry? {
    try connection.query(
      "select as_of_month, array_to_string(run_ids, ',') as run_ids from \(table) where manifest_digest = $1",
      [digest]
    ).first.flatMap { row in
      guard let asOf = row["as_of_month"].flatMap({ Month($0) }) else { return nil }
      return Entry(asOf: asOf, runIDs: (row["run_ids"] ?? "").split(separator: ",").map(String.init))
    }
  }
}
