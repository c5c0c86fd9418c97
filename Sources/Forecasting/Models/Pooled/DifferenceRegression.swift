/// Normal equations of one linear regression for many series: each month's change on the thirteen before it, in
/// units of their series. They add up over series and months.
struct DifferenceRegression {
  /// A year of changes and the same month's of the year before that.
  static let lags = Array(1...13)

  private var gram = [Double](repeating: 0, count: lags.count * lags.count)
  private var moments = [Double](repeating: 0, count: lags.count)
  private(set) var rows = 0

  /// Adds a row for each change that has all lags.
  mutating func add(_ changes: [Double]) {
    let size = Self.lags.count
    for time in size..<max(changes.count, size) {
      for first in 0..<size {
        let value = changes[time - 1 - first]
        moments[first] += value * changes[time]
        for second in 0...first { gram[first * size + second] += value * changes[time - 1 - second] }
      }
      rows += 1
    }
  }

  /// Coefficients by lag: ridge regression under the least penalty (10^-3, 10^-2.5, … 10^4 times the mean diagonal)
  /// whose recursion is stable, which is least squares but for rounding where that is stable itself. All zero where
  /// there is nothing to learn from.
  func coefficients() -> [Double] {
    let size = Self.lags.count
    let mean = Self.lags.indices.reduce(0) { $0 + gram[$1 * size + $1] } / Double(size)
    guard rows > size, mean > 0, mean.isFinite else { return [Double](repeating: 0, count: size) }
    let products = Tridiagonal(gram.map { $0 / mean }, size: size)
    let turned = products.turned(moments.map { $0 / mean })
    for penalty in RegressionCandidate.penalties {
      let factor = products.factor(shift: penalty)
      let coefficients = products.solution(products.weights(turned, factor), factor)
      if LagPolynomial(lags: Self.lags, values: coefficients).isStable { return coefficients }
    }
    return [Double](repeating: 0, count: size)
  }
}
