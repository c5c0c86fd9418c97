#if canImport(Glibc)
  import Glibc
#endif

/// The mean of several forecasts without the lowest and the highest.
enum TrimmedMean {
  /// What is left of `forecasts` at one horizon, ascending: all but the outer two, where there are three at least.
  static func kept(_ forecasts: [Double]) -> ArraySlice<Double> {
    let sorted = forecasts.sorted()
    return sorted.count < 3 ? sorted[...] : sorted[1..<(sorted.count - 1)]
  }

  /// Of what was kept; not empty. Halves first, so that no sum leaves the range of numbers.
  static func mean(_ kept: ArraySlice<Double>) -> Double {
    var sum = 0.0
    for value in kept { sum += value / Double(kept.count) }
    return sum
  }

  /// The standard deviation of the logarithms of what was kept; all positive.
  static func logarithmicSpread(_ kept: ArraySlice<Double>) -> Double {
    let logarithms = kept.map { log($0) }
    var mean = 0.0
    for value in logarithms { mean += value / Double(kept.count) }
    var squares = 0.0
    for value in logarithms { squares += (value - mean) * (value - mean) }
    return (squares / Double(kept.count)).squareRoot()
  }
}
