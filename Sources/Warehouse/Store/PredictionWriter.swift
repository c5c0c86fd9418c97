import Domains
import Forecasting
import Postgres

/// Writes a run's forecasts by COPY BINARY: leaves rounded once, upper levels as exact sums of what is stored.
struct PredictionWriter {
  let connection: Connection
  /// Quoted.
  let schema: String
  let run: LedgerRun
  let series: RunSeries
  /// Ids of `series.all`.
  let ids: [Int64]

  private var domain: Domain { series.domain }
  private static let fields = [
    "month", "as_of_month", "horizon", "series_id", "predicted_value", "lower_80", "upper_80", "lower_95",
    "upper_95",
    "model_name", "model_version", "run_id", "prediction_time",
  ]

  /// - Returns: how many leaves have a forecast.
  /// - Throws: `StoreError`, naming series and horizon; `PostgresError`.
  func write(_ predictions: Predictions) throws -> Int {
    guard predictions.leaves.count == series.leaves.count,
      predictions.levels.map(\.count) == series.grouping.levels.map(\.nodes.count)
    else { throw StoreError.malformed(domain: domain.name, "the predictions are of other series") }
    let leaves = try zip(predictions.leaves, series.leaves).map { try stored($0, $1) }
    let table = "\(schema).ml_pred_\(domain.name)"
    try copy(into: table, columns: Self.fields + domain.keys) { writer in
      for (index, forecasts) in leaves.enumerated() {
        let made = predictions.leaves[index]
        for (horizon, forecast) in forecasts.enumerated() {
          try write(forecast, horizon + 1, ids[index], made.model, made.modelVersion, &writer)
          for key in series.leaves[index].values { try writer.text(key) }
        }
      }
    }
    try copy(into: "\(table)_rollup", columns: Self.fields + domain.keys + ["level", "base_value"]) {
      writer in
      for (level, first) in series.firstNode.enumerated() {
        for (index, node) in series.grouping.levels[level].nodes.enumerated() {
          try write(
            predictions.levels[level][index], leaves: node.map { leaves[$0] }, keys: series.nodes[level][index],
            level: series.grouping.levels[level].name, id: ids[first + index], &writer)
        }
      }
    }
    return leaves.count { !$0.isEmpty }
  }

  /// PostgreSQL takes no COPY from a role that row-level security concerns, but its INSERT: for such a role the rows go
  /// by way of a temporary table.
  private func copy(
    into table: String, columns: [String], _ body: (inout CopyWriter) throws -> Void
  ) throws {
    guard try connection.query("select row_security_active($1)", [table])[0][0] == "t" else {
      try connection.copyIn(table, columns: columns, body)
      return
    }
    let names = columns.map(Connection.quoteIdentifier).joined(separator: ", ")
    try connection.execute(
      "create temporary table incoming_forecasts on commit drop as select \(names) from \(table) with no data")
    try connection.copyIn("incoming_forecasts", columns: columns, body)
    try connection.execute(
      "insert into \(table) (\(names)) select * from incoming_forecasts; drop table incoming_forecasts")
  }

  private func stored(_ leaf: SeriesForecast, _ keys: SeriesKey) throws(StoreError) -> [StoredForecast] {
    guard leaf.points.isEmpty || leaf.points.count == run.horizons else {
      throw .malformed(
        domain: domain.name,
        "series \(keys.values.joined(separator: " / ")) has \(leaf.points.count) horizons instead of \(run.horizons)"
      )
    }
    var forecasts: [StoredForecast] = []
    for (index, point) in leaf.points.enumerated() {
      guard let value = Amount(rounding: point, decimals: domain.decimals) else {
        throw .unstorable(
          domain: domain.name, series: keys, horizon: index + 1, what: "the forecast", value: "\(point)")
      }
      forecasts.append(
        try StoredForecast(
          value: value, offsets: leaf.offsets, horizon: index + 1, domain: domain, series: keys))
    }
    return forecasts
  }

  private func write(
    _ node: NodeForecast, leaves: [[StoredForecast]], keys: SeriesKey, level: String, id: Int64,
    _ writer: inout CopyWriter
  ) throws {
    let known = leaves.filter { !$0.isEmpty }
    guard !known.isEmpty else { return }
    for horizon in 1...run.horizons {
      var total = Amount(scaled: 0, decimals: domain.decimals)
      for leaf in known {
        guard let sum = StoredForecast.sum(total, leaf[horizon - 1].value) else {
          throw StoreError.unstorable(
            domain: domain.name, series: keys, horizon: horizon, what: "the sum of level \(level)",
            value: "\(total) + \(leaf[horizon - 1].value)")
        }
        total = sum
      }
      let forecast = try StoredForecast(
        value: total, offsets: node.offsets, horizon: horizon, domain: domain, series: keys)
      try write(forecast, horizon, id, node.model, node.modelVersion, &writer)
      for key in keys.values { try writer.text(key) }
      try writer.text(level)
      try writer.numeric(scaled: base(of: node, horizon, keys)?.scaled, decimals: domain.decimals)
    }
  }

  private func base(of node: NodeForecast, _ horizon: Int, _ keys: SeriesKey) throws(StoreError) -> Amount? {
    guard !node.base.isEmpty else { return nil }
    guard node.base.count == run.horizons,
      let base = Amount(rounding: node.base[horizon - 1], decimals: domain.decimals)
    else {
      throw .unstorable(
        domain: domain.name, series: keys, horizon: horizon, what: "the node's own forecast",
        value: node.base.count < horizon ? "missing" : "\(node.base[horizon - 1])")
    }
    return base
  }

  private func write(
    _ forecast: StoredForecast, _ horizon: Int, _ id: Int64, _ model: String, _ version: String,
    _ writer: inout CopyWriter
  ) throws {
    let decimals = domain.decimals
    try writer.date(daysSince2000: (run.asOf + horizon).daysSince2000)
    try writer.date(daysSince2000: run.asOf.daysSince2000)
    try writer.int16(Int16(horizon))
    try writer.int64(id)
    try writer.numeric(scaled: forecast.value.scaled, decimals: decimals)
    try writer.numeric(scaled: forecast.lower80.scaled, decimals: decimals)
    try writer.numeric(scaled: forecast.upper80.scaled, decimals: decimals)
    try writer.numeric(scaled: forecast.lower95.scaled, decimals: decimals)
    try writer.numeric(scaled: forecast.upper95.scaled, decimals: decimals)
    try writer.text(model)
    try writer.text(version)
    try writer.text(run.runID)
    // Seconds from 1970 to 2000.
    try writer.timestamp(microsecondsSince2000: (run.predictionTime - 946_684_800) * 1_000_000)
  }
}
