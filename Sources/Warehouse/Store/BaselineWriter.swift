import Domains
import Forecasting
import Postgres

/// Writes what linear regression says beside a run's forecasts: `baseline_<domain>`, leaves rounded once, upper levels
/// as exact sums of what is stored.
struct BaselineWriter {
  let connection: Connection
  /// Quoted.
  let schema: String
  let run: LedgerRun
  let series: RunSeries
  /// Ids of `series.all`.
  let ids: [Int64]

  private var domain: Domain { series.domain }

  /// - Throws: `StoreError`, naming series and horizon; `PostgresError`.
  func write(_ predictions: Predictions) throws {
    let leaves = try zip(predictions.leaves, series.leaves).map { try rounded($0.regression, $1) }
    let columns = ["run_id", "series_id", "horizon", "linear_regression"]
    let table = "\(schema).\(Connection.quoteIdentifier("baseline_\(domain.name)"))"
    try connection.copyIn(table, columns: columns) { writer in
      for (id, amounts) in zip(ids, leaves) { try write(amounts, id, &writer) }
      for (level, first) in series.firstNode.enumerated() {
        for (index, node) in series.grouping.levels[level].nodes.enumerated() {
          try write(
            try sum(node.map { leaves[$0] }, series.nodes[level][index]), ids[first + index], &writer)
        }
      }
    }
  }

  private func rounded(_ values: [Double], _ keys: SeriesKey) throws(StoreError) -> [Amount] {
    var amounts: [Amount] = []
    for (index, value) in values.enumerated() {
      guard let amount = Amount(rounding: value, decimals: domain.decimals) else {
        throw unstorable(keys, index + 1, "\(value)")
      }
      amounts.append(amount)
    }
    return amounts
  }

  private func sum(_ leaves: [[Amount]], _ keys: SeriesKey) throws(StoreError) -> [Amount] {
    let known = leaves.filter { !$0.isEmpty }
    guard let first = known.first else { return [] }
    var sums: [Amount] = []
    for horizon in first.indices {
      var total = Amount(scaled: 0, decimals: domain.decimals)
      for leaf in known {
        guard let next = StoredForecast.sum(total, leaf[horizon]) else {
          throw unstorable(keys, horizon + 1, "\(total) + \(leaf[horizon])")
        }
        total = next
      }
      sums.append(total)
    }
    return sums
  }

  private func unstorable(_ keys: SeriesKey, _ horizon: Int, _ value: String) -> StoreError {
    .unstorable(
      domain: domain.name, series: keys, horizon: horizon, what: "the forecast of linear regression",
      value: value)
  }

  private func write(_ amounts: [Amount], _ id: Int64, _ writer: inout CopyWriter) throws {
    for (index, amount) in amounts.enumerated() {
      try writer.text(run.runID)
      try writer.int64(id)
      try writer.int16(Int16(index + 1))
      try writer.numeric(scaled: amount.scaled, decimals: domain.decimals)
    }
  }
}
