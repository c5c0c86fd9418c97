#if canImport(Glibc)
  import Glibc
#endif

/// An autoregression by Burg's method (1975), whose order is the one of least corrected Akaike criterion.
///
/// Its polynomial is stable for any data, which least squares does not promise.
struct BurgRegression {
  /// Element j - 1 multiplies the value j steps back; none where no order beats the mean.
  let coefficients: [Double]
  /// Of the one-step errors.
  let variance: Double

  /// `values` have mean 0 or are taken as if they had; orders up to a third of them are tried. O(n x order).
  /// `scratch` keeps forward errors, then backward errors, so that a batch allocates once.
  init(_ values: [Double], maximumOrder: Int, scratch: inout [Double]) {
    let n = values.count
    let orders = min(maximumOrder, n / 3)
    scratch.removeAll(keepingCapacity: true)
    scratch.append(contentsOf: values)
    scratch.append(contentsOf: values)
    var errors = scratch.mutableSpan

    var error = 0.0
    for value in values { error += value * value }
    error /= Double(n)
    var best = (criterion: Self.criterion(error, order: 0, n), order: 0, variance: error)
    // All coefficients of every order, one order behind the other: order k begins at k (k - 1) / 2.
    var table: [Double] = []
    table.reserveCapacity(orders * (orders + 1) / 2)
    for order in stride(from: 1, through: orders, by: 1) {
      var cross = 0.0
      var squares = 0.0
      for time in order..<n {
        let (ahead, behind) = (errors[time], errors[n + time - 1])
        cross += ahead * behind
        squares += ahead * ahead + behind * behind
      }
      let reflection = squares > 0 ? 2 * cross / squares : 0
      let before = (order - 1) * (order - 2) / 2
      for j in 1..<order { table.append(table[before + j - 1] - reflection * table[before + order - j - 1]) }
      table.append(reflection)
      var behind = errors[n + order - 1]
      for time in order..<n {
        let ahead = errors[time]
        let next = errors[n + time]
        errors[time] = ahead - reflection * behind
        errors[n + time] = behind - reflection * ahead
        behind = next
      }
      error *= 1 - reflection * reflection
      let criterion = Self.criterion(error, order: order, n)
      if criterion < best.criterion { best = (criterion, order, error) }
    }
    let start = best.order * (best.order - 1) / 2
    coefficients = Array(table[start..<(start + best.order)])
    variance = best.variance
  }

  /// As fitted before.
  init(coefficients: [Double], variance: Double) {
    self.coefficients = coefficients
    self.variance = variance
  }

  /// Hurvich and Tsai (1989).
  private static func criterion(_ variance: Double, order: Int, _ n: Int) -> Double {
    let room = max(n - order - 2, 1)
    return Double(n) * log(variance + 1e-300) + Double(2 * order) + Double(2 * order * (order + 1))
      / Double(room)
  }

  /// The forecast of the value after `values[..<time]`; values before the first count as 0.
  @inline(__always)
  func forecast(_ values: [Double], at time: Int) -> Double {
    var sum = 0.0
    for lag in stride(from: 1, through: min(coefficients.count, time), by: 1) {
      sum += coefficients[lag - 1] * values[time - lag]
    }
    return sum
  }

  /// Standard deviations of the sum of the next 1, 2, … errors: how uncertain a level is that moves by such steps.
  func cumulativeDeviations(_ horizons: Int) -> [Double] {
    var response: [Double] = []
    var cumulated = 0.0
    var squares = 0.0
    return (0..<horizons).map { step in
      response.append(step == 0 ? 1 : forecast(response, at: step))
      cumulated += response[step]
      squares += cumulated * cumulated
      return (variance * squares).squareRoot()
    }
  }
}
