/// The theta model of Fiorucci and others (2016) for eight series: one-step errors are linear in the first level
/// and in the weight 1 - 1/theta of the trend line, so that both follow by least squares for any smoothing.
struct ThetaLanes {
  /// What least squares found for one smoothing parameter a lane.
  struct Fit {
    /// Sum of squared errors from the fourth value on.
    var criterion: Lanes
    var level: Lanes
    var weight: Lanes
  }

  let form: ThetaForm
  private var series: LaneSeries
  /// The trend line known before each time.
  private var intercepts: [Lanes]
  private var slopes: [Lanes]

  init(_ form: ThetaForm, capacity: Int) {
    self.form = form
    series = LaneSeries(capacity: capacity)
    intercepts = [Lanes](repeating: .zero, count: capacity)
    slopes = intercepts
  }

  /// Takes up to eight series, without season, of two values at least.
  mutating func load(_ batch: some Collection<[Double]>) {
    for (lane, values) in batch.enumerated() {
      series.load(values, lane: lane)
      var line = ThetaLine(values, form: form)
      for time in values.indices.dropFirst() {
        intercepts[time][lane] = line.intercept
        slopes[time][lane] = line.slope
        line.add(values[time])
      }
    }
    for lane in batch.count..<Lanes.width { series.release(lane: lane) }
  }

  /// The best level and weight for a smoothing parameter a lane. O(longest series).
  func fit(_ smoothing: Lanes) -> Fit {
    let decay = 1 - smoothing
    let inverse = 1 / smoothing
    var sums = Sums()
    // The level if the first were 0, what is left of the first level, and the power of the decay.
    var level = smoothing * series.values[0]
    var left = decay
    var power = decay

    @inline(__always)
    func step(_ time: Int, _ isLive: LaneMask?) {
      let value = series.values[time]
      let drift = intercepts[time] * power + slopes[time] * (1 - power * decay) * inverse
      if time >= 3 { sums.add(value - level, left, drift, isLive) }
      level = smoothing * value + decay * level
      left *= decay
      power *= decay
    }
    for time in 1..<max(series.shortest, 1) { step(time, nil) }
    for time in max(series.shortest, 1)..<max(series.longest, 1) { step(time, series.holds(time)) }
    return sums.solve(fixedWeight: form.fixedWeight)
  }

  /// Cross products of the remainder, the share of the first level and the drift.
  private struct Sums {
    var levelLevel = Lanes.zero
    var levelDrift = Lanes.zero
    var driftDrift = Lanes.zero
    var levelValue = Lanes.zero
    var driftValue = Lanes.zero
    var valueValue = Lanes.zero

    @inline(__always)
    mutating func add(_ value: Lanes, _ left: Lanes, _ drift: Lanes, _ isLive: LaneMask?) {
      var (value, left, drift) = (value, left, drift)
      if let isLive {
        value = value.kept(isLive, else: .zero)
        left = left.kept(isLive, else: .zero)
        drift = drift.kept(isLive, else: .zero)
      }
      levelLevel += left * left
      levelDrift += left * drift
      driftDrift += drift * drift
      levelValue += left * value
      driftValue += drift * value
      valueValue += value * value
    }

    func solve(fixedWeight: Double?) -> Fit {
      let determinant = levelLevel * driftDrift - levelDrift * levelDrift
      let isSingular =
        determinant.magnitudes .< 1e-12 * levelLevel * driftDrift + Lanes(repeating: 1e-300)
      let free = ((levelLevel * driftValue - levelDrift * levelValue) / determinant)
        .clamped(lowerBound: .zero, upperBound: .one)
      let weight =
        fixedWeight.map { Lanes(repeating: $0) } ?? Lanes(repeating: 0.5).kept(isSingular, else: free)
      let level = (levelValue - levelDrift * weight) / (levelLevel + 1e-12)
      let explained = level * levelValue + weight * driftValue
      let model =
        level * level * levelLevel + 2 * level * weight * levelDrift + weight * weight * driftDrift
      return Fit(criterion: valueValue - 2 * explained + model, level: level, weight: weight)
    }
  }
}
