import Domains
import Forecasting
import Postgres

/// Plans in the database: `plan_loads`, `plan_<domain>` and, for each run, `run_plans`.
public struct PlanStore {
  private let connection: Connection
  private let schema: String
  private let quoted: String

  /// - Parameter schema: as configured, not quoted.
  public init(connection: Connection, schema: String) {
    self.connection = connection
    self.schema = schema
    quoted = Connection.quoteIdentifier(schema)
  }

  /// Where a plan came from.
  public enum Source: String, Hashable, Sendable, CaseIterable {
    case file
    /// A table that dbt builds.
    case dataset
  }

  /// Stores a plan as a new load of its version, in one transaction. Vintages published before keep theirs.
  ///
  /// - Parameter now: seconds since 1970, UTC.
  /// - Returns: false when the newest load of the version says the same, and nothing was written.
  /// - Throws: `StoreError`, `PostgresError`.
  public func load(_ plan: Plan, from source: Source, now: Int64) throws -> Bool {
    let domain = plan.domain
    let digest = plan.digest
    return try connection.transaction {
      try connection.query(
        "select pg_advisory_xact_lock(hashtextextended('forecastpack plans ' || $1, 0))", [quoted])
      let newest = try connection.query(
        "select digest from \(quoted).plan_loads where domain = $1 and plan_version = $2 and source = $3 "
          + "order by load_id desc limit 1", [domain.name, plan.version, source.rawValue]
      ).first?[0]
      guard newest != digest else { return false }
      let load = try connection.query(
        """
        insert into \(quoted).plan_loads (domain, plan_version, scope, known_from, source, digest, rows, first_month,
          last_month, total, loaded_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, to_timestamp($11::bigint))
        returning load_id
        """,
        [
          domain.name, plan.version, PostgresArray.text(plan.scope.values), plan.knownFrom.firstDay,
          source.rawValue, digest, String(plan.rows.count), plan.rows.first?.month.firstDay,
          plan.rows.last?.month.firstDay, plan.total.description, String(now),
        ]
      ).first?[0]
      guard let load = load.flatMap({ Int64($0) }) else {
        throw StoreError.unreadable(relation: "plan_loads", column: "load_id", value: "null")
      }
      try write(plan, load)
      return true
    }
  }

  private func write(_ plan: Plan, _ load: Int64) throws {
    let domain = plan.domain
    let keys = Set(plan.rows.map(\.keys)).sorted()
    let ids = Dictionary(
      uniqueKeysWithValues: zip(
        keys,
        try SeriesRegistry(connection: connection, schema: schema).register(
          keys.map { (Domain.Level.leaf, $0) }, domain: domain)))
    try connection.copyIn(
      "\(quoted).plan_\(domain.name)",
      columns: ["load_id", "month", "series_id", "plan", "is_allocated"] + domain.keys
    ) { writer in
      for row in plan.rows {
        try writer.int64(load)
        try writer.date(daysSince2000: row.month.daysSince2000)
        try writer.int64(ids[row.keys])
        try writer.numeric(scaled: row.plan.scaled, decimals: row.plan.decimals)
        try writer.boolean(row.isAllocated)
        for key in row.keys.values { try writer.text(key) }
      }
    }
  }

  /// Gives a published run the plans that its vintage may see now, in place of those that it has.
  public func attach(_ domain: Domain, runID: String) throws {
    try connection.query("select \(quoted).attach_plans_\(domain.name)($1)", [runID])
  }

  /// Every load, the newest last: domain, version, first and last month, scope, known from, total, source.
  public func loads() throws -> [[String]] {
    try connection.query(
      """
      select domain, plan_version, to_char(first_month, 'YYYY-MM'), to_char(last_month, 'YYYY-MM'),
        coalesce(\(quoted).scope_label(scope), '(all)'), to_char(known_from, 'YYYY-MM'), total::text, source
      from \(quoted).plan_loads
      order by load_id
      """
    ).map { row in (0..<8).map { row[$0] ?? "" } }
  }
}
