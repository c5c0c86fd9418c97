/// A symmetric matrix as Q T Qᵀ: T tridiagonal, Q orthogonal. A multiple of the identity that is added to the matrix
/// is added to T alone, so that one factorisation serves all penalties of a ridge regression.
///
/// Householder's reduction (1958), the last row first (Martin, Reinsch and Wilkinson 1968). size^3 x 8 / 3 operations.
struct Tridiagonal {
  let size: Int
  private(set) var diagonal: [Double]
  /// `offDiagonal[k]` stands beside `diagonal[k]` and `diagonal[k - 1]`; element 0 is zero.
  private(set) var offDiagonal: [Double]
  /// Q, row after row.
  private(set) var basis: [Double]

  /// `matrix` is symmetric, row after row; the lower triangle is read.
  init(_ matrix: [Double], size: Int) {
    self.size = size
    diagonal = Array(repeating: 0, count: size)
    offDiagonal = Array(repeating: 0, count: size)
    basis = matrix
    reduce()
    accumulate()
  }

  /// T plus a multiple of the identity as L D Lᵀ, where that is positive definite: the inverses of D, and what stands
  /// below the ones on the diagonal of L (element 0 is zero).
  struct Factor {
    let inversePivots: [Double]
    let ratios: [Double]
  }

  func factor(shift: Double) -> Factor {
    var inverse = [Double](repeating: 0, count: size)
    var ratios = inverse
    for k in 0..<size {
      var pivot = diagonal[k] + shift
      if k > 0 {
        ratios[k] = offDiagonal[k] * inverse[k - 1]
        pivot -= ratios[k] * offDiagonal[k]
      }
      inverse[k] = 1 / pivot
    }
    return Factor(inversePivots: inverse, ratios: ratios)
  }

  /// Qᵀ vector.
  func turned(_ vector: [Double]) -> [Double] {
    (0..<size).map { column in
      var sum = 0.0
      for row in 0..<size { sum += basis[row * size + column] * vector[row] }
      return sum
    }
  }

  /// The x with (Q T Qᵀ + shift I) x = vector, from D⁻¹ L⁻¹ Qᵀ vector.
  func solution(_ weights: [Double], _ factor: Factor) -> [Double] {
    var solved = weights
    for k in stride(from: size - 2, through: 0, by: -1) { solved[k] -= factor.ratios[k + 1] * solved[k + 1] }
    return (0..<size).map { row in
      var sum = 0.0
      for column in 0..<size { sum += basis[row * size + column] * solved[column] }
      return sum
    }
  }

  /// D⁻¹ L⁻¹ vector.
  func weights(_ vector: [Double], _ factor: Factor) -> [Double] {
    var weights = vector
    for k in 1..<max(size, 1) { weights[k] -= factor.ratios[k] * weights[k - 1] }
    for k in 0..<size { weights[k] *= factor.inversePivots[k] }
    return weights
  }

  /// Leaves the reflections in the rows of `basis`, their squared half lengths in `diagonal`.
  private mutating func reduce() {
    for row in stride(from: size - 1, to: 0, by: -1) {
      let start = row * size
      var scale = 0.0
      for column in 0..<row { scale += abs(basis[start + column]) }
      guard row > 1, scale > 0 else {
        offDiagonal[row] = basis[start + row - 1]
        diagonal[row] = 0
        continue
      }
      var squares = 0.0
      for column in 0..<row {
        basis[start + column] /= scale
        squares += basis[start + column] * basis[start + column]
      }
      let last = basis[start + row - 1]
      let length = last >= 0 ? -squares.squareRoot() : squares.squareRoot()
      offDiagonal[row] = scale * length
      let half = squares - last * length
      basis[start + row - 1] = last - length
      var projection = 0.0
      for j in 0..<row {
        basis[j * size + row] = basis[start + j] / half
        var sum = 0.0
        for k in 0...j { sum += basis[j * size + k] * basis[start + k] }
        for k in (j + 1)..<max(row, j + 1) { sum += basis[k * size + j] * basis[start + k] }
        offDiagonal[j] = sum / half
        projection += offDiagonal[j] * basis[start + j]
      }
      let shift = projection / (half + half)
      for j in 0..<row {
        let value = basis[start + j]
        let step = offDiagonal[j] - shift * value
        offDiagonal[j] = step
        for k in 0...j {
          basis[j * size + k] -= value * offDiagonal[k] + step * basis[start + k]
        }
      }
      diagonal[row] = half
    }
  }

  /// Multiplies the reflections into Q.
  private mutating func accumulate() {
    diagonal[0] = 0
    offDiagonal[0] = 0
    for row in 0..<size {
      if diagonal[row] != 0 {
        for j in 0..<row {
          var sum = 0.0
          for k in 0..<row { sum += basis[row * size + k] * basis[k * size + j] }
          for k in 0..<row { basis[k * size + j] -= sum * basis[k * size + row] }
        }
      }
      diagonal[row] = basis[row * size + row]
      basis[row * size + row] = 1
      for j in 0..<row {
        basis[j * size + row] = 0
        basis[row * size + j] = 0
      }
    }
  }
}
