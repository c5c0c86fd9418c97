import Domains
import Forecasting
import Postgres

/// Measures published vintages and keeps the figures: `monitoring`, `monitoring_limits`, `forecast_monitoring`.
public struct MonitoringStore {
  private let connection: Connection
  private let quoted: String

  /// - Parameter schema: as configured, not quoted.
  public init(connection: Connection, schema: String) {
    self.connection = connection
    quoted = Connection.quoteIdentifier(schema)
  }

  /// Brings limits to what the rules say, and measures all current runs again where they were measured by another
  /// window, for other horizons or levels, or not at all.
  ///
  /// - Returns: how many runs were measured.
  public func apply(_ rules: MonitoringRules, domains: [Domain]) throws -> Int {
    try connection.transaction {
      for domain in domains { try setLimits(rules, domain.name) }
      let renewed = try connection.query(
        "update \(quoted).settings set monitoring_scope = $1 where monitoring_scope is distinct from $1",
        [rules.scope])
      guard renewed.affected > 0 else { return 0 }
      try connection.execute("delete from \(quoted).monitoring")
      return try domains.reduce(0) { try $0 + measure($1, from: nil, rules) }
    }
  }

  /// Measures the current runs of a domain from an as-of month on; they look back on the vintages before.
  func measure(_ domain: Domain, from asOf: Month?, _ rules: MonitoringRules) throws -> Int {
    let runs = try connection.query(
      "select run_id from \(quoted).current_run where domain = $1 and as_of_month >= coalesce($2, as_of_month) "
        + "order by as_of_month", [domain.name, asOf?.firstDay]
    ).compactMap { $0[0] }
    for run in runs {
      try connection.query("delete from \(quoted).monitoring where run_id = $1", [run])
      try measureAccuracy(run, domain, rules)
      try measureErrors(run, domain, rules)
      try measureData(run, domain, rules)
    }
    return runs.count
  }

  private func setLimits(_ rules: MonitoringRules, _ domain: String) throws {
    for measure in MonitoringMeasure.allCases {
      try connection.query(
        """
        insert into \(quoted).monitoring_limits as known (domain, measure, limit_value, is_least, minimum_pairs)
        values ($1, $2, $3, $4, $5)
        on conflict (domain, measure) do update set limit_value = excluded.limit_value,
          is_least = excluded.is_least, minimum_pairs = excluded.minimum_pairs
        where (known.limit_value, known.is_least, known.minimum_pairs)
          is distinct from (excluded.limit_value, excluded.is_least, excluded.minimum_pairs)
        """,
        [
          domain, measure.rawValue, (rules.limits[measure]?.of(domain)).map { "\($0)" },
          measure.isLeast ? "true" : "false", measure.needsNoPairs ? "1" : "\(rules.minimumPairs)",
        ])
    }
  }

  /// From the sums that publishing keeps, live and backfilled forecasts together.
  private func measureAccuracy(_ run: String, _ domain: Domain, _ rules: MonitoringRules) throws {
    try connection.query(
      """
      with pooled as (
        select accuracy.series_id, accuracy.horizon, accuracy.method, sum(accuracy.pairs) as pairs,
          sum(accuracy.sum_abs_actual) as sum_abs_actual, sum(accuracy.sum_error) as sum_error,
          sum(accuracy.sum_abs_error) as sum_abs_error, sum(accuracy.covered_80) as covered_80,
          sum(accuracy.covered_95) as covered_95
        from \(quoted).accuracy_\(domain.name) accuracy
        join \(quoted).series node on node.series_id = accuracy.series_id
        where accuracy.run_id = $1 and accuracy.window_months = $2 and accuracy.horizon = any ($3)
          and node.level = any ($4)
        group by accuracy.series_id, accuracy.horizon, accuracy.method
      )
      insert into \(quoted).monitoring (run_id, measure, series_id, horizon, pairs, value)
      select $1, measured.name, final.series_id, final.horizon, final.pairs, measured.value
      from pooled final
      left join pooled naive
        on naive.series_id = final.series_id and naive.horizon = final.horizon
        and naive.method = 'seasonal_naive' and naive.pairs = final.pairs
      cross join lateral (
        values
          ('\(MonitoringMeasure.wape.rawValue)', final.sum_abs_error / nullif(final.sum_abs_actual, 0)),
          ('\(MonitoringMeasure.wapeToNaive.rawValue)', final.sum_abs_error / nullif(naive.sum_abs_error, 0)),
          ('\(MonitoringMeasure.bias.rawValue)', final.sum_error / nullif(final.sum_abs_actual, 0)),
          ('\(MonitoringMeasure.coverage80.rawValue)', final.covered_80::numeric / final.pairs),
          ('\(MonitoringMeasure.coverage95.rawValue)', final.covered_95::numeric / final.pairs)
      ) measured (name, value)
      where final.method = 'final' and measured.value is not null
      """,
      [run, "\(rules.window)", array(rules.horizons), PostgresArray.text(rules.levels)])
  }

  /// Of all one-month-ahead errors of a node, from the oldest on.
  private func measureErrors(_ run: String, _ domain: Domain, _ rules: MonitoringRules) throws {
    let rows = try connection.query(
      """
      select pair.node_id, pair.month, pair.error
      from \(quoted).forecast_pair_\(domain.name)($1) pair
      join \(quoted).series node on node.series_id = pair.node_id
      where pair.method = 'final' and pair.horizon = 1 and node.level = any ($2)
      order by pair.node_id, pair.month
      """, [run, PostgresArray.text(rules.levels)])
    for (node, series) in try series(rows) {
      for signal in DriftMonitor.signals(errors: Array(series.values), firstMonth: series.firstMonth) {
        let measure: MonitoringMeasure = signal.kind == .trackingSignal ? .trackingSignal : .cumulativeSum
        try insert(run, measure, node, horizon: 1, pairs: series.count, signal.value)
      }
    }
  }

  /// Of the complete months that the run saw.
  private func measureData(_ run: String, _ domain: Domain, _ rules: MonitoringRules) throws {
    let rows = try connection.query(
      """
      select nodes.node_id, known.month, sum(known.value)
      from \(quoted).known_actual_\(domain.name) known
      join \(quoted).series_nodes nodes on nodes.series_id = known.series_id
      where known.run_id = $1 and known.is_complete and nodes.level = any ($2)
      group by nodes.node_id, known.month
      order by nodes.node_id, known.month
      """, [run, PostgresArray.text(rules.levels)])
    for (node, series) in try series(rows) {
      guard let signal = DriftMonitor.stability(series) else { continue }
      try insert(run, .inputDrift, node, horizon: 0, pairs: series.count, signal.value / signal.limit)
    }
  }

  private func insert(
    _ run: String, _ measure: MonitoringMeasure, _ node: String, horizon: Int, pairs: Int, _ value: Double
  ) throws {
    try connection.query(
      "insert into \(quoted).monitoring (run_id, measure, series_id, horizon, pairs, value) "
        + "values ($1, $2, $3, $4, $5, $6)",
      [run, measure.rawValue, node, "\(horizon)", "\(pairs)", "\(value)"])
  }

  /// Rows of node, month and value in order, as one series a node.
  private func series(_ rows: Rows) throws -> [(node: String, series: TimeSeries)] {
    var found: [(node: String, first: Month, values: [Double])] = []
    for row in rows {
      guard let node = row[0], let month = row[1].flatMap({ Month($0) }),
        let value = row[2].flatMap({ Double($0) })
      else { throw StoreError.unreadable(relation: "monitoring", column: "value", value: row[2] ?? "null") }
      if found.last?.node != node { found.append((node, month, [])) }
      found[found.count - 1].values.append(value)
    }
    return found.map { ($0.node, TimeSeries($0.values, firstMonth: $0.first)) }
  }

  private func array(_ numbers: [Int]) -> String { "{\(numbers.map(String.init).joined(separator: ","))}" }

  /// The figures of the current runs of a month, by domain, measure, level, series and horizon.
  public func rows(asOf: Month) throws -> [MonitoringRow] {
    try connection.query(
      """
      select domain, run_id, measure, level, series, horizon, pairs, value, limit_value, alert_since
      from \(quoted).forecast_monitoring where as_of_month = $1
      order by domain collate "C", measure collate "C", level collate "C", keys collate "C", horizon
      """, [asOf.firstDay]
    ).map { row in
      guard let measure = row["measure"].flatMap(MonitoringMeasure.init),
        let value = row["value"].flatMap(Double.init)
      else {
        throw StoreError.unreadable(
          relation: "forecast_monitoring", column: "measure", value: row["measure"] ?? "null")
      }
      return MonitoringRow(
        domain: row["domain"] ?? "", runID: row["run_id"] ?? "", asOf: asOf, measure: measure,
        level: row["level"] ?? "", series: row["series"] ?? "",
        horizon: row["horizon"].flatMap { Int($0) } ?? 0, pairs: row["pairs"].flatMap { Int($0) } ?? 0,
        value: value, limit: row["limit_value"].flatMap { Double($0) },
        alertSince: row["alert_since"].flatMap { Month($0) })
    }
  }
}
