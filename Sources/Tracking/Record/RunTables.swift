import Domains
import Postgres

/// What a run stored, as CSV files (RFC 4180) for MLflow.
struct RunTables {
  let connection: Connection
  /// Quoted.
  let schema: String

  func files(_ run: DomainRun) throws -> [TrackedFile] {
    let keys = run.domain.keys.map(Connection.quoteIdentifier)
    let order = keys.map { "\($0) collate \"C\"" }.joined(separator: ", ")
    let columns = keys.joined(separator: ", ")
    let table = Connection.quoteIdentifier("ml_pred_\(run.domain.name)")
    let rollup = Connection.quoteIdentifier("ml_pred_\(run.domain.name)_rollup")
    let values = "predicted_value, lower_80, upper_80, lower_95, upper_95"
    return [
      try file(
        "predictions/predictions.csv", run,
        "select month, horizon, \(columns), \(values), model_name, model_version from \(schema).\(table) "
          + "where run_id = $1 order by \(order), horizon"),
      try file(
        "predictions/rollup.csv", run,
        "select month, horizon, level, \(columns), \(values), base_value, difference, model_name, model_version "
          + "from \(schema).\(rollup) where run_id = $1 order by level collate \"C\", \(order), horizon"),
      try file(
        "backtest/accuracy.csv", run,
        "select series.level, array_to_string(series.keys, ' / ') as series, backtest.horizon, backtest.method, "
          + "backtest.pairs, backtest.sum_actual, backtest.sum_abs_actual, backtest.sum_error, backtest.sum_abs_error, "
          + "backtest.sum_squared_error, backtest.sum_scaled_error, backtest.scaled_pairs "
          + "from \(schema).backtest_accuracy backtest "
          + "join \(schema).series series on series.series_id = backtest.series_id where backtest.run_id = $1 "
          + "order by series.level collate \"C\", series.keys collate \"C\", backtest.method collate \"C\", "
          + "backtest.horizon"),
      try file(
        "data_quality/findings.csv", run,
        "select position, severity, code, array_to_string(keys, ' / ') as series, month, count, message "
          + "from \(schema).findings where run_id = $1 order by position"),
    ]
  }

  private func file(_ path: String, _ run: DomainRun, _ query: String) throws -> TrackedFile {
    let rows = try connection.query(query, [run.run.runID])
    var text = Self.line(rows.columns)
    for row in rows { text += Self.line(rows.columns.indices.map { row[$0] ?? "" }) }
    return TrackedFile(path, text: text)
  }

  private static func line(_ fields: [String]) -> String {
    fields.map { field in
      let isPlain = !field.utf8.contains { [UInt8(ascii: ","), UInt8(ascii: "\""), 10, 13].contains($0) }
      return isPlain
        ? field
        : "\""
          + field.split(separator: "\"", omittingEmptySubsequences: false)
          .joined(separator: "\"\"") + "\""
    }.joined(separator: ",") + "\n"
  }
}
