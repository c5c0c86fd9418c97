/// Linear equations with a symmetric matrix that is positive definite but for redundant rows.
struct SemidefiniteSystem {
  private let size: Int
  /// Lower Cholesky factor; a redundant row has a zero on its diagonal.
  private let factor: [Double]

  /// `matrix` is row after row. A row whose pivot falls below 1e-12 of its own diagonal is redundant.
  init(_ matrix: [Double], size: Int) {
    var factor = matrix
    for row in 0..<size {
      for column in 0...row {
        var sum = matrix[row * size + column]
        for inner in 0..<column { sum -= factor[row * size + inner] * factor[column * size + inner] }
        let pivot = factor[column * size + column]
        if row == column {
          factor[row * size + row] = sum > 1e-12 * matrix[row * size + row] ? sum.squareRoot() : 0
        } else {
          factor[row * size + column] = pivot > 0 ? sum / pivot : 0
        }
      }
    }
    self.size = size
    self.factor = factor
  }

  /// The solution with zeros in redundant rows.
  func solve(_ right: [Double]) -> [Double] {
    var solution = right
    for row in 0..<size {
      for inner in 0..<row { solution[row] -= factor[row * size + inner] * solution[inner] }
      let pivot = factor[row * size + row]
      solution[row] = pivot > 0 ? solution[row] / pivot : 0
    }
    for row in stride(from: size - 1, through: 0, by: -1) {
      let pivot = factor[row * size + row]
      for inner in (row + 1)..<max(size, row + 1) {
        solution[row] -= factor[inner * size + row] * solution[inner]
      }
      solution[row] = pivot > 0 ? solution[row] / pivot : 0
    }
    return solution
  }
}
