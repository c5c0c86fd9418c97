/// The one-step errors of an autoregressive moving average, of one series or of eight; what lies before the first
/// value counts as 0 (conditional sum of squares).
///
/// The factors are applied one after the other: short autoregression, seasonal autoregression, seasonal moving
/// average, short moving average.
struct ArimaRecursion<Value: LaneArithmetic> {
  /// Coefficient of lag 1, 2, 3; y(t) = ar[0] y(t-1) + … + e(t) + ma[0] e(t-1) + …
  var ar = [3 of Value](repeating: Value(constant: 0))
  var ma = [3 of Value](repeating: Value(constant: 0))
  /// Coefficient of lag 12 and 24.
  var seasonalAR = [2 of Value](repeating: Value(constant: 0))
  var seasonalMA = [2 of Value](repeating: Value(constant: 0))

  /// Past values and errors, the newest first.
  struct Past {
    var values = [3 of Value](repeating: Value(constant: 0))
    var errors = [3 of Value](repeating: Value(constant: 0))
  }

  /// What the last two years left behind at each of 24 positions: values after the short autoregression, and
  /// errors before the short moving average.
  struct Seasonal {
    var value = Value(constant: 0)
    var error = Value(constant: 0)
  }
  static var seasons: Int { 24 }

  /// The coefficients whose partial autocorrelations are given, each within -1...1: always stationary
  /// (Barndorff-Nielsen and Schou 1973).
  @inline(__always)
  static func coefficients(_ partial: [3 of Value], count: Int) -> [3 of Value] {
    var result = [3 of Value](repeating: Value(constant: 0))
    for k in 0..<count {
      let before = result
      for j in 0..<k { result[j] = before[j] - partial[k] * before[k - 1 - j] }
      result[k] = partial[k]
    }
    return result
  }

  /// The error of `value`, which is then past.
  @inline(__always)
  func error(
    _ value: Value, _ past: inout Past, _ seasonal: inout MutableSpan<Seasonal>, _ position: Int,
    hasSeasonalAR: Bool, hasSeasonalMA: Bool
  ) -> Value {
    let short = value - (ar[0] * past.values[0] + ar[1] * past.values[1] + ar[2] * past.values[2])
    let yearAgo = position >= 12 ? position - 12 : position + 12
    var error = short
    if hasSeasonalAR {
      error =
        error - (seasonalAR[0] * seasonal[yearAgo].value + seasonalAR[1] * seasonal[position].value)
      seasonal[position].value = short
    }
    if hasSeasonalMA {
      error =
        error - (seasonalMA[0] * seasonal[yearAgo].error + seasonalMA[1] * seasonal[position].error)
      seasonal[position].error = error
    }
    error = error - (ma[0] * past.errors[0] + ma[1] * past.errors[1] + ma[2] * past.errors[2])
    past.values[2] = past.values[1]
    past.values[1] = past.values[0]
    past.values[0] = value
    past.errors[2] = past.errors[1]
    past.errors[1] = past.errors[0]
    past.errors[0] = error
    return error
  }

  /// The value whose error is 0, given the past.
  func forecast(_ past: Past, _ seasonal: borrowing MutableSpan<Seasonal>, _ position: Int) -> Value {
    let yearAgo = position >= 12 ? position - 12 : position + 12
    let inner = ma[0] * past.errors[0] + ma[1] * past.errors[1] + ma[2] * past.errors[2]
    let outer = seasonalMA[0] * seasonal[yearAgo].error + seasonalMA[1] * seasonal[position].error
    let season = seasonalAR[0] * seasonal[yearAgo].value + seasonalAR[1] * seasonal[position].value
    let short = ar[0] * past.values[0] + ar[1] * past.values[1] + ar[2] * past.values[2]
    return inner + outer + season + short
  }
}
