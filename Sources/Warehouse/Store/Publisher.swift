import Domains
import Forecasting
import Postgres

/// Makes the runs of a vintage the current ones, all domains in one transaction.
public struct Publisher {
  let connection: Connection
  let schema: String
  let monitoring: MonitoringRules
  private let archiveMonths: Int?

  /// - Parameters:
  ///   - schema: as configured, not quoted.
  ///   - monitoring: what is measured of a vintage once it has its actuals.
  ///   - archiveMonths: as-of months whose datasets are kept, see `DatasetArchive.prune`; nil is all of them.
  public init(connection: Connection, schema: String, monitoring: MonitoringRules, archiveMonths: Int? = nil) {
    self.connection = connection
    self.schema = schema
    self.monitoring = monitoring
    self.archiveMonths = archiveMonths
  }

  /// What publishing did.
  public enum Outcome: Hashable, Sendable {
    case published
    /// Every run was current already; nothing was written and nothing rendered.
    case unchanged
  }

  /// Supersedes what was published for the month, takes over the actuals that the runs used, checks every control
  /// and renders. Readers see the vintage whole or not at all.
  ///
  /// - Parameters:
  ///   - supersede: why a published run is replaced; without it one that is there stays, and an error says so.
  ///   - now: seconds since 1970, UTC.
  ///   - render: runs inside the transaction, after the checks; when it throws, nothing is published.
  /// - Throws: `StoreError`, `PostgresError`, and what `render` throws.
  public func publish(
    asOf: Month, _ runs: [VintageRun], supersede: String? = nil, now: Int64, render: () throws -> Void
  ) throws -> Outcome {
    let quoted = Connection.quoteIdentifier(schema)
    return try connection.transaction {
      try connection.query(
        "select pg_advisory_xact_lock(hashtextextended('forecastpack publishing ' || $1, 0))", [quoted])
      let new = try runs.filter { try check($0, asOf, quoted) != .published }
      guard !new.isEmpty else { return .unchanged }
      // What was signed is no more.
      if let supersede {
        try ApprovalStore(connection: connection, schema: schema).withdraw(
          asOf, by: Self.account(connection), reason: supersede, now: now)
      }
      for run in new { try flip(run, asOf, supersede, now, quoted) }
      for run in new { try take(run, asOf, quoted) }
      let reader = ViewReader(connection: connection, schema: schema)
      let failed = try runs.flatMap { try reader.checks($0.domain, asOf: asOf) }.filter { !$0.passed }
      guard failed.isEmpty else { throw StoreError.checksFailed(failed) }
      let integrity = RowIntegrity(connection: connection, schema: schema)
      for run in new { try integrity.keep(run.runID, domain: run.domain) }
      try render()
      if let archiveMonths {
        try DatasetArchive(connection: connection, schema: schema).prune(keeping: archiveMonths)
      }
      return .published
    }
  }

  /// Who is logged in.
  private static func account(_ connection: Connection) throws -> String {
    try connection.query("select session_user").first?[0] ?? ""
  }

  private func check(_ run: VintageRun, _ asOf: Month, _ quoted: String) throws -> RunStatus {
    guard let stored = try RunLedger(connection: connection, schema: schema).find(run.runID),
      stored.domain == run.domain.name, stored.asOf == asOf
    else { throw StoreError.unknownRun(domain: run.domain.name, runID: run.runID) }
    guard [.computed, .published, .superseded].contains(stored.status) else {
      throw StoreError.notComputed(domain: run.domain.name, runID: run.runID, status: stored.status.rawValue)
    }
    guard stored.datasetDigest == run.datasetDigest else {
      throw StoreError.datasetChanged(domain: run.domain.name, asOf: asOf, runID: run.runID)
    }
    return stored.status
  }

  private func flip(
    _ run: VintageRun, _ asOf: Month, _ supersede: String?, _ now: Int64, _ quoted: String
  ) throws {
    let current = try RunLedger(connection: connection, schema: schema).current(
      domain: run.domain.name, asOf: asOf)
    if let current {
      guard supersede != nil else {
        throw StoreError.alreadyPublished(domain: run.domain.name, asOf: asOf, runID: current.runID)
      }
      try connection.query(
        "update \(quoted).forecast_runs set status = 'superseded' where run_id = $1", [current.runID])
      try connection.query(
        "update \(quoted).forecast_publications set superseded_at = to_timestamp($3::bigint) "
          + "where domain = $1 and as_of_month = $2 and superseded_at is null",
        [run.domain.name, asOf.firstDay, String(now)])
    }
    try connection.query(
      "update \(quoted).forecast_runs set status = 'published', published_at = to_timestamp($2::bigint), "
        + "supersedes = $3, reason = $4, "
        + "approved_by = null, approved_at = null where run_id = $1",
      [run.runID, String(now), current?.runID, current == nil ? nil : supersede])
    try connection.query(
      "insert into \(quoted).forecast_publications (domain, as_of_month, position, run_id, published_at) "
        + "select $1::text, $2::date, count(*) + 1, $3::text, to_timestamp($4::bigint) from \(quoted).forecast_publications "
        + "where domain = $1 and as_of_month = $2", [run.domain.name, asOf.firstDay, run.runID, String(now)])
  }

  /// Takes over the actuals, then computes what stands on them.
  private func take(_ run: VintageRun, _ asOf: Month, _ quoted: String) throws {
    let name = run.domain.name
    let table = "\(quoted).actual_\(name)"
    try stage(run, like: table)
    try connection.query("select \(quoted).publish_actuals_\(name)($1)", [asOf.firstDay])
    try connection.execute("drop table staged_actual")
    try analyze([
      "actual_\(name)", "actual_\(name)_history", "series", "series_nodes", "ml_pred_\(name)",
      "ml_pred_\(name)_rollup",
    ])
    if let products = run.products {
      try ProductStore(connection: connection, schema: schema).keep(
        run.runID, of: run.domain, from: products, asOf: asOf)
    }
    try connection.query("select \(quoted).attach_plans_\(name)($1)", [run.runID])
    try connection.query("select \(quoted).publish_benchmarks_\(name)($1)", [run.runID])
    try analyze(["benchmark_\(name)"])
    // Vintages after this one look back on it.
    try lookBack(run.domain, from: asOf, quoted)
  }

  /// Renews the planner's statistics of tables of the schema.
  func analyze(_ tables: [String]) throws {
    try connection.query(
      "select \(Connection.quoteIdentifier(schema)).analyze_tables($1)", [PostgresArray.text(tables)])
  }

  private func stage(_ run: VintageRun, like table: String) throws {
    try connection.execute("create temporary table staged_actual on commit drop as table \(table) with no data")
    var positions: [SeriesKey: Int] = [:]
    var keys: [SeriesKey] = []
    for row in run.actuals where positions[row.keys] == nil {
      positions[row.keys] = keys.count
      keys.append(row.keys)
    }
    let ids = try SeriesRegistry(connection: connection, schema: schema).register(
      keys.map { (Domain.Level.leaf, $0) }, domain: run.domain)
    let isStock = run.domain.kind == .stock
    let measures = DomainTemplate.measures(of: run.domain.kind)
    try connection.copyIn(
      "staged_actual", columns: ["month", "series_id"] + run.domain.keys + measures + ["is_complete"]
    ) { writer in
      for row in run.actuals {
        guard let position = positions[row.keys] else { continue }
        try writer.date(daysSince2000: row.month.daysSince2000)
        try writer.int64(ids[position])
        for key in row.keys.values { try writer.text(key) }
        for amount in [row.value, row.units] + (isStock ? [row.inflow, row.outflow, row.revaluation] : []) {
          try writer.numeric(scaled: amount?.scaled, decimals: amount?.decimals ?? 0)
        }
        try writer.boolean(row.isComplete)
      }
    }
  }
}
