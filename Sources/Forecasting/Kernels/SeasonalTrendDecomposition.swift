/// STL: values as trend, season and remainder by repeated local regression (Cleveland, Cleveland, McRae and Terpenning
/// 1990), without robustness weights. The season may change from year to year.
struct SeasonalTrendDecomposition {
  private(set) var trend: [Double]
  private(set) var season: [Double]

  private static let period = 12
  /// Years that a month's season looks at.
  private static let yearly = Loess(span: 13)
  /// The least odd number of at least 1.5 x 12 / (1 - 1.5 / 13), by the authors' rule.
  private static let trendwise = Loess(span: 21)
  private static let lowPass = Loess(span: 13)
  private static let rounds = 5

  /// Needs two years at least. O(n).
  init(_ values: [Double]) {
    trend = [Double](repeating: 0, count: values.count)
    season = trend
    for _ in 0..<Self.rounds {
      let cycles = Self.cycles(zip(values, trend).map { $0 - $1 })
      let slow = Self.lowPass.smooth(
        Self.movingMean(Self.movingMean(Self.movingMean(cycles, Self.period), Self.period), 3))
      for time in values.indices { season[time] = cycles[time + Self.period] - slow[time] }
      trend = Self.trendwise.smooth(zip(values, season).map { $0 - $1 })
    }
  }

  /// Each month of the year smoothed over the years and continued by one to both sides.
  private static func cycles(_ values: [Double]) -> [Double] {
    var cycles = [Double](repeating: 0, count: values.count + 2 * period)
    for position in 0..<period {
      let years = stride(from: position, to: values.count, by: period).map { values[$0] }
      let n = years.count
      let reach = min(yearly.span, n)
      var curve = yearly.smooth(years)
      curve.insert(yearly.estimate(years, at: -1, left: 0, right: reach - 1), at: 0)
      curve.append(yearly.estimate(years, at: n, left: n - reach, right: n - 1))
      for (year, value) in curve.enumerated() { cycles[position + year * period] = value }
    }
    return cycles
  }

  private static func movingMean(_ values: [Double], _ length: Int) -> [Double] {
    var sum = values[..<length].reduce(0, +)
    var means = [sum / Double(length)]
    means.reserveCapacity(values.count - length + 1)
    for time in length..<max(values.count, length) {
      sum += values[time] - values[time - length]
      means.append(sum / Double(length))
    }
    return means
  }
}
