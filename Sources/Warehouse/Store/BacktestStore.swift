import Domains
import Forecasting
import Postgres

/// How a run's rolling-origin backtest came out, per leaf and node: `backtest_accuracy`.
struct BacktestStore {
  let connection: Connection
  /// Quoted.
  let schema: String

  /// Rows over all nodes of a level pooled, and rows without a pair, have no place in the table's grain.
  /// - Parameter ids: of `series.all`.
  func write(_ evaluation: [EvaluationRow], run: LedgerRun, series: RunSeries, ids: [Int64]) throws {
    let table = "\(schema).backtest_accuracy"
    let columns = [
      "run_id", "series_id", "horizon", "method", "pairs", "sum_actual", "sum_abs_actual", "sum_error",
      "sum_abs_error", "sum_squared_error", "sum_scaled_error", "scaled_pairs",
    ]
    let doubles =
      "create temporary table incoming_backtest (series_id bigint, horizon smallint, method text, "
      + "pairs integer, sum_actual float8, sum_abs_actual float8, sum_error float8, sum_abs_error float8, "
      + "sum_squared_error float8, sum_scaled_error float8, scaled_pairs integer) on commit drop"
    try connection.execute(doubles)
    try connection.copyIn("incoming_backtest", columns: Array(columns.dropFirst())) { writer in
      for row in evaluation {
        guard let node = row.node, row.pairs > 0 else { continue }
        try writer.int64(ids[try position(of: row.level, node, series)])
        try writer.int16(Int16(row.horizon))
        try writer.text(row.method.rawValue)
        try writer.int32(Int32(row.pairs))
        try writer.double(row.sumActual)
        try writer.double(row.sumAbsoluteActual)
        try writer.double(row.sumError)
        try writer.double(row.sumAbsoluteError)
        try writer.double(row.sumSquaredError)
        try writer.double(row.scaledPairs > 0 ? row.sumScaledError : nil)
        try writer.int32(Int32(row.scaledPairs))
      }
    }
    func rounded(_ column: String) -> String { "round(\(column)::numeric, \(series.domain.decimals))" }
    let sums = ["sum_actual", "sum_abs_actual", "sum_error", "sum_abs_error"].map(rounded).joined(
      separator: ", ")
    try connection.query(
      "insert into \(table) (\(columns.joined(separator: ", "))) "
        + "select $1, series_id, horizon, method, pairs, \(sums), sum_squared_error::numeric, "
        + "sum_scaled_error::numeric, scaled_pairs from incoming_backtest", [run.runID])
    try connection.execute("drop table incoming_backtest")
  }

  private func position(of level: String, _ node: Int, _ series: RunSeries) throws(StoreError) -> Int {
    if level == Domain.Level.leaf, series.leaves.indices.contains(node) { return node }
    guard let index = series.grouping.levels.firstIndex(where: { $0.name == level }),
      series.grouping.levels[index].nodes.indices.contains(node)
    else { throw .malformed(domain: series.domain.name, "the evaluation has a node \(node) of level \(level)") }
    return series.firstNode[index] + node
  }
}
