/// The covariance of one-month errors over leaves and upper nodes, as Uᵀ U + diagonal: never a square matrix.
///
/// Errors are divided by the largest of them, which changes no weight.
struct ErrorCovariance {
  /// Row t holds the weighted errors of origin t, leaves first; no rows for a diagonal covariance.
  let rows: [[Double]]
  /// What the diagonal holds beyond Uᵀ U.
  let diagonal: [Double]
  /// 1 keeps nothing but the diagonal.
  let shrinkage: Double

  /// `errors[i]` are those of series i, the most recent first, fewer for a young one. A series without errors has
  /// variance zero: its forecast is taken as it is.
  init(_ errors: [[Double]], isDiagonal: Bool) {
    let largest = errors.joined().reduce(0) { max($0, abs($1)) }
    let scaled = errors.map { series in series.map { largest > 0 ? $0 / largest : 0 } }
    let variances = scaled.map { series in
      series.reduce(0) { $0 + $1 * $1 } / Double(max(1, series.count))
    }
    let origins = scaled.map(\.count).max() ?? 0
    guard !isDiagonal, origins >= 3 else {
      rows = []
      diagonal = variances
      shrinkage = 1
      return
    }
    let padded = scaled.map { $0 + Array(repeating: 0, count: origins - $0.count) }
    let shrinkage = Self.shrinkage(
      zip(padded, variances).map { series, variance in
        series.map { variance > 0 ? $0 / variance.squareRoot() : 0 }
      }, origins: origins)
    let weight = (1 - shrinkage) / Double(origins)
    rows = (0..<origins).map { origin in padded.map { $0[origin] * weight.squareRoot() } }
    diagonal = zip(padded, variances).map { series, variance in
      variance - weight * series.reduce(0) { $0 + $1 * $1 }
    }
    self.shrinkage = shrinkage
  }

  /// The intensity that Schäfer and Strimmer (2005) estimate from standardised errors: the sum of the variances of
  /// all correlations over the sum of their squares, within 0...1.
  private static func shrinkage(_ errors: [[Double]], origins: Int) -> Double {
    let count = Double(origins)
    var variance = 0.0
    var square = 0.0
    for first in errors.indices {
      for second in 0..<first {
        var mean = 0.0
        for origin in 0..<origins { mean += errors[first][origin] * errors[second][origin] }
        mean /= count
        var spread = 0.0
        for origin in 0..<origins {
          let deviation = errors[first][origin] * errors[second][origin] - mean
          spread += deviation * deviation
        }
        variance += count / ((count - 1) * (count - 1) * (count - 1)) * spread
        square += mean * mean
      }
    }
    return square > 0 ? min(1, variance / square) : 1
  }
}
