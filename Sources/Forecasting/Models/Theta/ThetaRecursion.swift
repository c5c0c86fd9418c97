/// One-step forecasts of a fitted theta model within a series and beyond it.
struct ThetaRecursion {
  let smoothing: Double
  let level: Double
  let weight: Double
  let form: ThetaForm

  /// Element t - 1 is the forecast of time t = 1, 2, … `values.count` + `horizons` - 1; beyond the values each
  /// forecast counts as the value.
  func run(_ values: [Double], horizons: Int) -> [Double] {
    let decay = 1 - smoothing
    var level = smoothing * values[0] + decay * self.level
    var power = decay
    var line = ThetaLine(values, form: form)
    var forecasts: [Double] = []
    forecasts.reserveCapacity(values.count + horizons)
    for time in 1..<(values.count + horizons) {
      let drift = line.intercept * power + line.slope * (1 - power * decay) / smoothing
      let forecast = level + weight * drift
      let value = time < values.count ? values[time] : forecast
      forecasts.append(forecast)
      level = smoothing * value + decay * level
      line.add(value)
      power *= decay
    }
    return forecasts
  }
}
