/// One form of the linear regression; a rung of its ladder.
struct RegressionRung: Hashable, Sendable {
  let name: String
  /// Months between the values whose difference is explained: 0 explains the value itself.
  let difference: Int
  /// A straight line in time and an effect for each month of the year.
  let hasTrendAndMonths: Bool
  let lags: [Int]
  /// Rows (months with all their lags) below which the rung is not tried.
  let minimumRows: Int

  /// Months before the first usable row.
  var firstRow: Int { difference + (lags.max() ?? 0) }

  func usableRows(of count: Int) -> Int { max(0, count - firstRow) }

  /// Regressions of the value, richest first.
  static let level = [
    RegressionRung(
      name: "trend_months_lags_1_2_3_12", difference: 0, hasTrendAndMonths: true, lags: [1, 2, 3, 12],
      minimumRows: 36),
    RegressionRung(
      name: "trend_months_lags_1_2_3", difference: 0, hasTrendAndMonths: true, lags: [1, 2, 3],
      minimumRows: 24),
    RegressionRung(
      name: "lags_1_2_3", difference: 0, hasTrendAndMonths: false, lags: [1, 2, 3], minimumRows: 8),
  ]

  /// The regression of the value for series too short for any of `level`, or when none of those is stable.
  static let shortLevel = RegressionRung(
    name: "lag_1", difference: 0, hasTrendAndMonths: false, lags: [1], minimumRows: 8)

  /// Regressions of the change over a year, which shrink towards last year's value; richest first.
  static let seasonal = [
    RegressionRung(
      name: "seasonal_difference_lags_1_2_3", difference: 12, hasTrendAndMonths: false, lags: [1, 2, 3],
      minimumRows: 8),
    RegressionRung(
      name: "seasonal_difference_lag_1", difference: 12, hasTrendAndMonths: false, lags: [1], minimumRows: 8),
    RegressionRung(name: "last_year", difference: 12, hasTrendAndMonths: false, lags: [], minimumRows: 4),
  ]
}
