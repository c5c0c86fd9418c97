/// Whether a series has to be differenced.
enum Stationarity {
  /// The share of the variance around the trend that the season explains, 0...1 (Wang, Smith and Hyndman 2006), by
  /// the classical decomposition; 0 below three years.
  static func seasonalStrength(_ values: [Double]) -> Double {
    let period = SeasonalIndex.period
    guard values.count >= 3 * period else { return 0 }
    var ratios: [Double] = []
    let index = SeasonalIndex(values, form: .additive, yearWeight: 1, isShrunk: false, scratch: &ratios)
    let middle = (period / 2)..<(values.count - period / 2)
    let remainders = middle.map { ratios[$0] - index.factors[$0 % period] }
    let whole = variance(middle.map { ratios[$0] })
    return whole > 0 ? max(0, 1 - variance(remainders) / whole) : 0
  }

  /// The test of Kwiatkowski, Phillips, Schmidt and Shin (1992) for a constant level, at 5 %.
  static func isLevelStationary(_ values: [Double]) -> Bool {
    let n = values.count
    guard n > 3 else { return true }
    let mean = values.reduce(0) { $0 + $1 / Double(n) }
    let deviations = values.map { $0 - mean }
    var sum = 0.0
    var sums = 0.0
    for deviation in deviations {
      sum += deviation
      sums += sum * sum
    }
    let lags = Int(3 * Double(n).squareRoot() / 13)
    var long = deviations.reduce(0) { $0 + $1 * $1 }
    for lag in stride(from: 1, through: lags, by: 1) {
      var product = 0.0
      for time in lag..<n { product += deviations[time] * deviations[time - lag] }
      long += 2 * (1 - Double(lag) / Double(lags + 1)) * product
    }
    // What rounding leaves of a constant is no movement.
    let isConstant = long <= 1e-24 * Double(n) * mean * mean
    return isConstant || long <= 0 || sums / (Double(n) * long) <= 0.463
  }

  private static func variance(_ values: [Double]) -> Double {
    let mean = values.reduce(0) { $0 + $1 / Double(values.count) }
    return values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
  }
}
