/// Ridge regression of a target on standardised columns, with leave-one-out errors in closed form.
///
/// Columns are centred (with an intercept, which is not penalised) and divided by their standard deviation; the
/// penalty p adds p x rows to the diagonal of their cross products (Hoerl and Kennard 1970). A column that does
/// not vary gets the coefficient zero.
struct RidgeRegression {
  let rows: Int
  let columns: Int
  private let hasIntercept: Bool
  private let means: [Double]
  private let inverseDeviations: [Double]
  /// Standardised, row after row.
  private let design: [Double]
  private let target: [Double]
  private let targetMean: Double
  /// Cross products of the columns, lower triangle in a square, and of columns and target.
  private let gram: [Double]
  private let moments: [Double]

  /// What one penalty gives.
  struct Solution {
    let penalty: Double
    /// Per unit of the columns as they were given.
    let coefficients: [Double]
    let intercept: Double
    /// Target minus the forecast of the fit without that row, row by row.
    let leaveOneOutErrors: [Double]
    /// Mean square of `leaveOneOutErrors`.
    let leaveOneOutError: Double
  }

  /// `design` is row after row, `target.count` rows; at least one row.
  init(design raw: [Double], target: [Double], hasIntercept: Bool) {
    let rows = target.count
    let columns = raw.count / rows
    var means = [Double](repeating: 0, count: columns)
    var inverse = [Double](repeating: 0, count: columns)
    var design = raw
    for column in 0..<columns {
      var sum = 0.0
      var largest = 0.0
      for row in 0..<rows {
        sum += raw[row * columns + column]
        largest = max(largest, abs(raw[row * columns + column]))
      }
      let mean = hasIntercept ? sum / Double(rows) : 0
      var squares = 0.0
      for row in 0..<rows {
        let deviation = raw[row * columns + column] - mean
        squares += deviation * deviation
      }
      let deviation = (squares / Double(rows)).squareRoot()
      means[column] = mean
      inverse[column] = deviation > 1e-12 * largest ? 1 / deviation : 0
      for row in 0..<rows {
        design[row * columns + column] = (raw[row * columns + column] - mean) * inverse[column]
      }
    }
    let targetMean = hasIntercept ? target.reduce(0, +) / Double(rows) : 0
    var gram = [Double](repeating: 0, count: columns * columns)
    var moments = [Double](repeating: 0, count: columns)
    for row in 0..<rows {
      let start = row * columns
      for first in 0..<columns {
        let value = design[start + first]
        moments[first] += value * (target[row] - targetMean)
        for second in 0...first { gram[first * columns + second] += value * design[start + second] }
      }
    }
    self.rows = rows
    self.columns = columns
    self.hasIntercept = hasIntercept
    self.means = means
    self.inverseDeviations = inverse
    self.design = design
    self.target = target
    self.targetMean = targetMean
    self.gram = gram
    self.moments = moments
  }

  /// The fit under `penalty` > 0.
  ///
  /// The error without row i is e(i) / (1 - h(i)), with e the residual and h the diagonal of the hat matrix
  /// (Allen 1974); h(i) = 1 / rows + |L^-1 x(i)|^2, L the Cholesky factor of the penalised cross products.
  func solve(penalty: Double) -> Solution {
    var factor = gram
    for column in 0..<columns { factor[column * columns + column] += penalty * Double(rows) }
    Cholesky.factor(&factor, size: columns)
    var standardised = moments
    Cholesky.solve(factor, &standardised, size: columns)

    var errors = [Double](repeating: 0, count: rows)
    var work = [Double](repeating: 0, count: columns)
    var squares = 0.0
    for row in 0..<rows {
      var residual = target[row] - targetMean
      for column in 0..<columns {
        work[column] = design[row * columns + column]
        residual -= work[column] * standardised[column]
      }
      Cholesky.forward(factor, &work, size: columns)
      var leverage = hasIntercept ? 1 / Double(rows) : 0
      for column in 0..<columns { leverage += work[column] * work[column] }
      errors[row] = residual / max(1 - leverage, 1e-9)
      squares += errors[row] * errors[row]
    }
    var intercept = targetMean
    for column in 0..<columns {
      standardised[column] *= inverseDeviations[column]
      intercept -= standardised[column] * means[column]
    }
    return Solution(
      penalty: penalty, coefficients: standardised, intercept: intercept, leaveOneOutErrors: errors,
      leaveOneOutError: squares / Double(rows))
  }
}
