/// Level, slope and season of exponential smoothing at one moment, of one series or of eight.
struct SmoothingStates<Value: LaneArithmetic> {
  var level = Value(constant: 0)
  var slope = Value(constant: 0)
  /// One a position of the year.
  var months = [Value](repeating: Value(constant: 0), count: SeasonalIndex.period)
}

extension SmoothingStates<Lanes> {
  subscript(lane lane: Int) -> SmoothingStates<Double> {
    get {
      SmoothingStates<Double>(level: level[lane], slope: slope[lane], months: months.map { $0[lane] })
    }
    set {
      level[lane] = newValue.level
      slope[lane] = newValue.slope
      for position in months.indices { months[position][lane] = newValue.months[position] }
    }
  }
}
