/// Ridge regression of a target on standardised columns, with leave-one-out errors in closed form.
///
/// Columns are centred (with an intercept, which is not penalised) and divided by their standard deviation; the
/// penalty p adds p x rows to the diagonal of their cross products (Hoerl and Kennard 1970). A column that does
/// not vary gets the coefficient zero. The cross products are made tridiagonal once (Eldén 1977), so that a penalty
/// costs rows x columns operations.
struct RidgeRegression {
  let rows: Int
  let columns: Int
  private let hasIntercept: Bool
  private let means: [Double]
  private let inverseDeviations: [Double]
  private let targetMean: Double
  private let products: Tridiagonal
  /// Products of the turned columns and the target.
  private let moments: [Double]
  /// The standardised columns, turned by the basis of `products`; block after block of eight rows.
  private let turned: [Lanes]
  /// The target less its mean; one in a row, zero beyond the last.
  private let target: [Lanes]
  private let isRow: [Lanes]

  /// What one penalty gives.
  struct Solution {
    let penalty: Double
    /// Per unit of the columns as they were given.
    let coefficients: [Double]
    let intercept: Double
    /// Of the penalised cross products.
    fileprivate let factor: Tridiagonal.Factor
    /// D⁻¹ L⁻¹ moments.
    fileprivate let weights: [Double]
  }

  /// `design` holds column after column, like `target` in blocks of eight rows; at least one row and one column.
  init(design: [Lanes], target: [Lanes], rows: Int, hasIntercept: Bool) {
    let blocks = target.count
    let columns = design.count / blocks
    let isRow = RowLanes.packed([Double](repeating: 1, count: rows)[...])
    var design = design
    var means = [Double](repeating: 0, count: columns)
    var inverse = [Double](repeating: 0, count: columns)
    for column in 0..<columns {
      let span = (column * blocks)..<((column + 1) * blocks)
      let mean = hasIntercept ? design[span].reduce(.zero, +).sum() / Double(rows) : 0
      var largest = Lanes.zero
      var squares = Lanes.zero
      for index in span {
        largest = pointwiseMax(largest, design[index].magnitudes)
        design[index] = (design[index] - mean) * isRow[index - span.lowerBound]
        squares += design[index] * design[index]
      }
      let deviation = (squares.sum() / Double(rows)).squareRoot()
      means[column] = mean
      inverse[column] = deviation > 1e-12 * largest.max() ? 1 / deviation : 0
      for index in span { design[index] *= inverse[column] }
    }
    let targetMean = hasIntercept ? target.reduce(.zero, +).sum() / Double(rows) : 0
    let centred = zip(target, isRow).map { ($0 - targetMean) * $1 }

    var gram = [Double](repeating: 0, count: columns * columns)
    for first in 0..<columns {
      for second in 0...first {
        gram[first * columns + second] = Self.product(design, first, second, blocks)
      }
    }
    let products = Tridiagonal(gram, size: columns)
    var turned = [Lanes](repeating: .zero, count: design.count)
    var moments = [Double](repeating: 0, count: columns)
    for axis in 0..<columns {
      var moment = Lanes.zero
      for block in 0..<blocks {
        var sum = Lanes.zero
        for column in 0..<columns {
          sum += design[column * blocks + block] * products.basis[column * columns + axis]
        }
        turned[block * columns + axis] = sum
        moment += sum * centred[block]
      }
      moments[axis] = moment.sum()
    }
    self.rows = rows
    self.columns = columns
    self.hasIntercept = hasIntercept
    self.means = means
    inverseDeviations = inverse
    self.targetMean = targetMean
    self.products = products
    self.moments = moments
    self.turned = turned
    self.target = centred
    self.isRow = isRow
  }

  private static func product(_ design: [Lanes], _ first: Int, _ second: Int, _ blocks: Int) -> Double {
    var sum = Lanes.zero
    for block in 0..<blocks { sum += design[first * blocks + block] * design[second * blocks + block] }
    return sum.sum()
  }

  /// The fit under `penalty` > 0.
  func solve(penalty: Double) -> Solution {
    let factor = products.factor(shift: penalty * Double(rows))
    let weights = products.weights(moments, factor)
    var coefficients = products.solution(weights, factor)
    var intercept = targetMean
    for column in 0..<columns {
      coefficients[column] *= inverseDeviations[column]
      intercept -= coefficients[column] * means[column]
    }
    return Solution(
      penalty: penalty, coefficients: coefficients, intercept: intercept, factor: factor, weights: weights)
  }

  /// Target minus the forecast of the fit without that row, in blocks of eight rows, and their mean square.
  ///
  /// The error without row i is e(i) / (1 - h(i)), with e the residual and h the diagonal of the hat matrix
  /// (Allen 1974); h(i) = 1 / rows + x(i)ᵀ (L D Lᵀ)⁻¹ x(i).
  func leaveOneOut(_ solution: Solution) -> (errors: [Lanes], meanSquare: Double) {
    var errors = target
    var squares = Lanes.zero
    let base = Lanes(repeating: hasIntercept ? 1 / Double(rows) : 0)
    for block in errors.indices {
      var residual = errors[block]
      var leverage = base
      var forward = Lanes.zero
      for axis in 0..<columns {
        forward = turned[block * columns + axis] - forward * solution.factor.ratios[axis]
        residual -= forward * solution.weights[axis]
        leverage += forward * forward * solution.factor.inversePivots[axis]
      }
      let error = residual / pointwiseMax(1 - leverage, Lanes(repeating: 1e-9)) * isRow[block]
      errors[block] = error
      squares += error * error
    }
    return (errors, squares.sum() / Double(rows))
  }
}
