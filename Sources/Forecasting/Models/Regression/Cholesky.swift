/// Cholesky factorisation of small symmetric positive definite matrices, row after row in a flat array; only the
/// lower triangle is read and written.
enum Cholesky {
  /// Replaces `matrix` by its lower factor L, matrix = L Lᵀ.
  static func factor(_ matrix: inout [Double], size: Int) {
    for row in 0..<size {
      for column in 0...row {
        var sum = matrix[row * size + column]
        for inner in 0..<column { sum -= matrix[row * size + inner] * matrix[column * size + inner] }
        matrix[row * size + column] = row == column ? sum.squareRoot() : sum / matrix[column * size + column]
      }
    }
  }

  /// Replaces `vector` by the solution of L x = vector.
  static func forward(_ factor: [Double], _ vector: inout [Double], size: Int) {
    for row in 0..<size {
      var sum = vector[row]
      for inner in 0..<row { sum -= factor[row * size + inner] * vector[inner] }
      vector[row] = sum / factor[row * size + row]
    }
  }

  /// Replaces `vector` by the solution of L Lᵀ x = vector.
  static func solve(_ factor: [Double], _ vector: inout [Double], size: Int) {
    forward(factor, &vector, size: size)
    for row in stride(from: size - 1, through: 0, by: -1) {
      var sum = vector[row]
      for inner in (row + 1)..<max(size, row + 1) { sum -= factor[inner * size + row] * vector[inner] }
      vector[row] = sum / factor[row * size + row]
    }
  }
}
