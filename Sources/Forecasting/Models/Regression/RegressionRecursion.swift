/// The forecasting equation of a fitted regression, read from its state:
/// z(t) = intercept + trend t + months(t) + Σ coefficient z(t - lag), with t = 0 in the month of the first z, and
/// z the series or its change over twelve months.
struct RegressionRecursion {
  private let difference: Int
  private let intercept: Double
  private let trend: Double
  private let months: [Double]
  private let lags: [Int]
  private let coefficients: [Double]

  init(_ state: ModelState) {
    difference = Int(state["difference"].first ?? 0)
    intercept = state["intercept"].first ?? 0
    trend = state["trend"].first ?? 0
    months = state["months"]
    lags = state["lags"].map { Int($0) }
    coefficients = state["lag_coefficients"]
  }

  /// Each forecast becomes a lag of the next.
  func predict(_ series: TimeSeries, horizons: Int) -> [Double] {
    let start = series.count
    var values = Array(series.values)
    var changes = RegressionCandidate.differenced(values, by: difference)
    values.reserveCapacity(start + horizons)
    changes.reserveCapacity(start + horizons)
    let firstMonth = (series.firstMonth + difference).month - 1
    for _ in 0..<horizons {
      let change = explained(changes, at: changes.count, firstMonth: firstMonth)
      values.append(difference == 0 ? change : values[values.count - difference] + change)
      changes.append(change)
    }
    return Array(values[start...])
  }

  func fitted(_ series: TimeSeries) -> FittedValues {
    let values = Array(series.values)
    let changes = RegressionCandidate.differenced(values, by: difference)
    let firstMonth = (series.firstMonth + difference).month - 1
    let longest = lags.max() ?? 0
    let fitted = (min(longest, changes.count)..<changes.count).map { time in
      explained(changes, at: time, firstMonth: firstMonth) + (difference == 0 ? 0 : values[time])
    }
    return FittedValues(start: series.count - fitted.count, values: fitted)
  }

  private func explained(_ changes: [Double], at time: Int, firstMonth: Int) -> Double {
    var value = intercept + trend * Double(time)
    if !months.isEmpty { value += months[(firstMonth + time) % 12] }
    for (lag, coefficient) in zip(lags, coefficients) { value += coefficient * changes[time - lag] }
    return value
  }
}
