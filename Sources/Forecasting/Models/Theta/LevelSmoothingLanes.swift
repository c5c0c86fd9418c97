/// Simple exponential smoothing for eight series: errors are linear in the first level, which follows by least
/// squares for any smoothing.
struct LevelSmoothingLanes {
  /// What least squares found for one smoothing parameter a lane.
  struct Fit {
    /// Sum of squared one-step errors.
    var criterion: Lanes
    /// After the last value.
    var lastLevel: Lanes
  }

  private var series: LaneSeries

  init(capacity: Int) { series = LaneSeries(capacity: capacity) }

  /// Takes up to eight series.
  mutating func load(_ batch: some Collection<[Double]>) {
    for (lane, values) in batch.enumerated() { series.load(values, lane: lane) }
    for lane in batch.count..<Lanes.width { series.release(lane: lane) }
  }

  /// The best first level for a smoothing parameter a lane. O(longest series).
  func fit(_ smoothing: Lanes) -> Fit {
    let decay = 1 - smoothing
    // The level if the first were 0, and what is left of the first level.
    var level = Lanes.zero
    var left = Lanes.one
    var errorError = Lanes.zero
    var errorLeft = Lanes.zero
    var leftLeft = Lanes.zero
    for time in 0..<series.shortest {
      let error = series.values[time] - level
      errorError += error * error
      errorLeft += error * left
      leftLeft += left * left
      level += smoothing * error
      left *= decay
    }
    for time in series.shortest..<max(series.longest, series.shortest) {
      let isLive = series.holds(time)
      let error = (series.values[time] - level).kept(isLive, else: .zero)
      let share = left.kept(isLive, else: .zero)
      errorError += error * error
      errorLeft += error * share
      leftLeft += share * share
      level += smoothing * error
      left *= decay.kept(isLive, else: .one)
    }
    let first = errorLeft / leftLeft
    return Fit(criterion: errorError - errorLeft * first, lastLevel: level + left * first)
  }
}
