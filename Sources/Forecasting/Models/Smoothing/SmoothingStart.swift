/// Where a form of exponential smoothing begins: a line through the first values, and the shrunk
/// index of all of them, which forecasts better than the eleven numbers that maximise the likelihood.
struct SmoothingStart {
  let states: SmoothingStates<Double>
  /// Mean absolute change from month to month: the unit in which the search moves the first states.
  let unit: Double
  /// How much of the measured season shrinking took away: 0 none, 1 all.
  let shrinkage: Double

  init(_ values: [Double], form: SmoothingForm, scratch: inout [Double]) {
    var index = SeasonalIndex(none: form.season == .multiplicative ? .multiplicative : .additive)
    if form.isSeasonal {
      index = SeasonalIndex(
        values, form: index.form, yearWeight: 1, isShrunk: true, scratch: &scratch)
    }
    shrinkage = index.shrinkage
    let head = values.prefix(form.isSeasonal ? 24 : 10).enumerated().map { index.adjust($1, at: $0) }
    let line = LinearTrend(head)
    states = SmoothingStates(
      level: form.trend == .none ? line.mean : line.intercept, slope: form.trend == .none ? 0 : line.slope,
      months: (0..<SeasonalIndex.period).map { index.factors[$0] })
    var change = 0.0
    for time in values.indices.dropFirst() { change += abs(values[time] - values[time - 1]) }
    unit = change / Double(values.count) + 1e-9
  }
}
