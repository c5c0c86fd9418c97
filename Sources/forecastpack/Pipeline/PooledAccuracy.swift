import Domains
import Forecasting

/// Accuracy of one method at one horizon over all nodes of a level: sums are added, measures follow from them.
struct PooledAccuracy: Encodable {
  let domain: String
  /// The vintage whose view it is.
  let asOf: String
  /// Months of the window; 0 is all.
  let window: Int
  let level: String
  let horizon: Int
  /// final, linear_regression, seasonal_naive, naive, …
  let method: String
  let origin: String
  let pairs: Int
  /// Root mean squared error over all pairs; nil where a node has none.
  let rmse: Double?
  /// Mean absolute error.
  let mae: Double
  /// Σ|e| / Σ|AC|; nil where there is no actual but zero.
  let wape: Double?
  /// Mean over the pairs of the nodes that have one.
  let mase: Double?
  /// How many pairs `mase` stands on.
  let masePairs: Int
  /// Σe / Σ|AC|, e = actual - forecast: positive is under-forecast.
  let bias: Double?

  /// `rows` are of one domain, level, horizon, method and origin, and not empty.
  init(domain: String, asOf: Month, rows: [AccuracyRow]) {
    let first = rows[0]
    self.domain = domain
    self.asOf = asOf.description
    window = first.windowMonths
    level = first.level
    horizon = first.horizon
    method = first.method
    origin = first.origin
    pairs = rows.reduce(0) { $0 + $1.pairs }
    let zero = Amount(scaled: 0, decimals: first.sumError.decimals)
    let pairs = Double(self.pairs)
    mae = rows.reduce(zero) { $0 + $1.sumAbsoluteError }.doubleValue / pairs
    let squares = rows.map { row in row.rmse.map { $0 * $0 * Double(row.pairs) } }
    rmse = squares.contains(nil) ? nil : (squares.compactMap(\.self).reduce(0, +) / pairs).squareRoot()
    let actual = rows.reduce(zero) { $0 + $1.sumAbsoluteActual }
    wape = actual.isZero ? nil : rows.reduce(zero) { $0 + $1.sumAbsoluteError }.doubleValue / actual.doubleValue
    bias = actual.isZero ? nil : rows.reduce(zero) { $0 + $1.sumError }.doubleValue / actual.doubleValue
    let scaled = rows.filter { $0.mase != nil }
    masePairs = scaled.reduce(0) { $0 + $1.pairs }
    mase =
      scaled.isEmpty ? nil : scaled.reduce(0) { $0 + ($1.mase ?? 0) * Double($1.pairs) } / Double(masePairs)
  }

  /// Pools rows of one window by origin, level, horizon and method: sorted so, live first, levels as in `levels`, the
  /// forecast before the methods it is measured by.
  static func pool(domain: String, asOf: Month, levels: [String], _ rows: [AccuracyRow]) -> [PooledAccuracy] {
    func place(_ row: AccuracyRow) -> [Int] {
      [
        origins.firstIndex(of: row.origin) ?? origins.count, levels.firstIndex(of: row.level) ?? levels.count,
        row.horizon, methods.firstIndex(of: row.method) ?? methods.count,
      ]
    }
    return Dictionary(grouping: rows, by: place)
      .sorted { $0.key.lexicographicallyPrecedes($1.key) }
      .map { PooledAccuracy(domain: domain, asOf: asOf, rows: $0.value) }
  }

  private static let origins = ["live", "backfilled", "backtest"]
  private static let methods = ["final", "model", "base", "linear_regression", "seasonal_naive", "naive"]
}
