/// Seasonal and first differences of a series, and the way back.
struct Differencing {
  /// Lags, in the order in which they are taken.
  private let lags: [Int]

  init(_ order: ArimaOrder) {
    lags =
      Array(repeating: SeasonalIndex.period, count: order.seasonalD) + Array(repeating: 1, count: order.d)
  }

  /// Shorter than `values` by the sum of the lags.
  func apply(_ values: [Double]) -> [Double] {
    lags.reduce(values) { values, lag in
      (min(lag, values.count)..<values.count).map { values[$0] - values[$0 - lag] }
    }
  }

  /// What follows `values` if `differences` follow its own.
  func undo(_ differences: [Double], after values: [Double]) -> [Double] {
    var stages: [[Double]] = [values]
    for lag in lags.dropLast() {
      let stage = stages[stages.count - 1]
      stages.append((lag..<stage.count).map { stage[$0] - stage[$0 - lag] })
    }
    var following = differences
    for (lag, stage) in zip(lags, stages).reversed() {
      var tail = Array(stage.suffix(lag))
      for difference in following { tail.append(tail[tail.count - lag] + difference) }
      following = Array(tail.dropFirst(lag))
    }
    return following
  }
}
