/// Simple exponential smoothing (Brown 1959) that starts at the first value.
enum LevelSmoothing {
  /// The level before each value and, last, the one after all of them. `values` hold one at least.
  static func levels(_ values: [Double], alpha: Double) -> [Double] {
    var level = values[0]
    return [level]
      + values.map { value in
        level += alpha * (value - level)
        return level
      }
  }

  /// The smoothing within `bounds` of least squared one-step errors, by golden sections (Kiefer 1953).
  static func bestAlpha(_ values: [Double], in bounds: ClosedRange<Double>) -> Double {
    func squares(_ alpha: Double) -> Double {
      zip(values, levels(values, alpha: alpha)).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    }
    let ratio = (5.0.squareRoot() - 1) / 2
    var (low, high) = (bounds.lowerBound, bounds.upperBound)
    for _ in 0..<40 {
      let span = ratio * (high - low)
      if squares(high - span) < squares(low + span) { high = low + span } else { low = high - span }
    }
    return (low + high) / 2
  }
}
