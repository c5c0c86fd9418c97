/// The recursion of exponential smoothing in its error-correction form, of one series or of eight.
struct SmoothingRecursion<Value: LaneArithmetic> {
  let form: SmoothingForm
  let alpha: Value
  let beta: Value
  let gamma: Value
  /// 1 without damping.
  let phi: Value

  /// The level that the trend carries into the next month.
  @inline(__always)
  func carried(_ level: Value, _ slope: Value) -> Value {
    form.trend == .none ? level : level + phi * slope
  }

  /// `month` is the seasonal state of the month that is forecast.
  @inline(__always)
  func forecast(_ carried: Value, _ month: Value) -> Value {
    switch form.season {
    case .none: carried
    case .additive: carried + month
    case .multiplicative: carried * month
    }
  }

  /// Takes in the error of one month.
  @inline(__always)
  func move(_ level: inout Value, _ slope: inout Value, _ month: inout Value, _ carried: Value, _ error: Value)
  {
    let levelError = form.season == .multiplicative ? error / month : error
    level = carried + alpha * levelError
    if form.trend != .none { slope = phi * slope + beta * levelError }
    switch form.season {
    case .none: break
    case .additive: month = month + gamma * error
    case .multiplicative: month = month + gamma * error / carried
    }
  }
}
