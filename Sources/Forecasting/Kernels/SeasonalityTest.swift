/// Whether the autocorrelation at lag 12 stands out of what the shorter ones explain, at 90 %: the test of the M4
/// competition (Assimakopoulos and Nikolopoulos 2000).
enum SeasonalityTest {
  /// False below three years, and for constant values.
  static func isSeasonal(_ values: some RandomAccessCollection<Double>) -> Bool {
    let period = SeasonalIndex.period
    let n = values.count
    guard n >= 3 * period else { return false }
    var sum = 0.0
    for value in values { sum += value }
    let mean = sum / Double(n)
    let deviations = values.map { $0 - mean }
    var variance = 0.0
    for deviation in deviations { variance += deviation * deviation }
    guard variance > 0 else { return false }
    var squares = 0.0
    var correlation = 0.0
    for lag in 1...period {
      if lag > 1 { squares += correlation * correlation }
      var product = 0.0
      for time in lag..<n { product += deviations[time] * deviations[time - lag] }
      correlation = product / variance
    }
    return abs(correlation) > 1.645 / Double(n).squareRoot() * (1 + 2 * squares).squareRoot()
  }
}
