/// The recursion y(t) = c1 y(t - 1) + … + cp y(t - p) + …, as its coefficients by lag.
struct LagPolynomial {
  /// `coefficients[k - 1]` belongs to lag k; zero for a lag that is not used.
  let coefficients: [Double]

  /// `values[i]` is the coefficient of lag `lags[i]`.
  init(lags: [Int], values: [Double]) {
    var coefficients = [Double](repeating: 0, count: lags.max() ?? 0)
    for (lag, value) in zip(lags, values) { coefficients[lag - 1] += value }
    self.coefficients = coefficients
  }

  /// Whether a shock dies out: every root of the companion matrix lies inside the unit circle.
  ///
  /// The step-down recursion (Schur 1917, Cohn 1922): the polynomial is stable if and only if every reflection
  /// coefficient, taken from the highest lag down, is less than one in size. p^2 / 2 operations, no roots.
  var isStable: Bool {
    var current = coefficients
    while let reflection = current.popLast() {
      guard abs(reflection) < 1 else { return false }
      let scale = 1 / (1 - reflection * reflection)
      let previous = current
      for index in current.indices {
        current[index] = (previous[index] + reflection * previous[previous.count - 1 - index]) * scale
      }
    }
    return true
  }
}
