import Postgres

/// A run's accuracy as MLflow metrics: `leaf/wape`, `total/seasonal_naive_mase`, …; the step is the horizon.
///
/// Of the rolling-origin backtest, all nodes of a level pooled: rmse, mae, wape, mase, bias_pct (positive is
/// under-forecast), pairs; for the model without a prefix, for `linear_regression`, `naive` and `seasonal_naive` with
/// their names. Of the vintages before, where there are any: coverage_80 and coverage_95.
struct RunMetrics {
  let connection: Connection
  /// Quoted.
  let schema: String

  private static let comparisons = ["linear_regression_", "naive_", "seasonal_naive_"]

  /// Whether a metric measures another method than the run's model.
  static func isComparison(_ key: String) -> Bool {
    let measure = key.split(separator: "/").last ?? ""
    return comparisons.contains { measure.hasPrefix($0) }
  }

  private static let measures = ["rmse", "mae", "wape", "mase", "bias_pct", "pairs"]

  func metrics(_ run: DomainRun) throws -> [TrackedRun.Metric] {
    try backtest(run) + coverage(run)
  }

  private func backtest(_ run: DomainRun) throws -> [TrackedRun.Metric] {
    let rows = try connection.query(
      """
      select series.level, backtest.method, backtest.horizon,
        sqrt(sum(backtest.sum_squared_error) / sum(backtest.pairs)) as rmse,
        (sum(backtest.sum_abs_error) / sum(backtest.pairs))::float8 as mae,
        (sum(backtest.sum_abs_error) / nullif(sum(backtest.sum_abs_actual), 0))::float8 as wape,
        sum(backtest.sum_scaled_error) / nullif(sum(backtest.scaled_pairs), 0) as mase,
        (sum(backtest.sum_error) / nullif(sum(backtest.sum_abs_actual), 0))::float8 as bias_pct,
        sum(backtest.pairs)::float8 as pairs
      from \(schema).backtest_accuracy backtest
      join \(schema).series series on series.series_id = backtest.series_id
      where backtest.run_id = $1
      group by series.level, backtest.method, backtest.horizon
      order by series.level collate "C", backtest.method collate "C", backtest.horizon
      """, [run.run.runID])
    return rows.flatMap { row in
      let method = row["method"] ?? ""
      let prefix = (row["level"] ?? "") + "/" + (method == "model" ? "" : method + "_")
      return Self.measures.compactMap { metric(prefix + $0, row[$0], row["horizon"]) }
    }
  }

  private func coverage(_ run: DomainRun) throws -> [TrackedRun.Metric] {
    let table = Connection.quoteIdentifier("accuracy_\(run.domain.name)")
    let rows = try connection.query(
      """
      select series.level, accuracy.horizon,
        sum(accuracy.covered_80)::float8 / sum(accuracy.pairs) as coverage_80,
        sum(accuracy.covered_95)::float8 / sum(accuracy.pairs) as coverage_95
      from \(schema).\(table) accuracy
      join \(schema).series series on series.series_id = accuracy.series_id
      where accuracy.run_id = $1 and accuracy.window_months = 0 and accuracy.method = 'final'
        and accuracy.covered_80 is not null
      group by series.level, accuracy.horizon
      having sum(accuracy.pairs) > 0
      order by series.level collate "C", accuracy.horizon
      """, [run.run.runID])
    return rows.flatMap { row in
      ["coverage_80", "coverage_95"].compactMap {
        metric("\(row["level"] ?? "")/\($0)", row[$0], row["horizon"])
      }
    }
  }

  private func metric(_ name: String, _ value: String?, _ horizon: String?) -> TrackedRun.Metric? {
    guard let value = value.flatMap({ Double($0) }), let horizon = horizon.flatMap({ Int($0) }) else {
      return nil
    }
    return TrackedRun.Metric(name, value, step: horizon)
  }
}
