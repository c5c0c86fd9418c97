/// The states of complex exponential smoothing at one moment, of one series or of eight.
struct ComplexStates<Value: LaneArithmetic> {
  var pair = ComplexPair<Value>()
  /// One a position of the year.
  var months = [ComplexPair<Value>](repeating: .init(), count: SeasonalIndex.period)
}

extension ComplexStates<Double> {
  /// Where the first run begins. A form with a partial or full season needs two years.
  init(start values: [Double], form: ComplexForm, scratch: inout [Double]) {
    let year = SeasonalIndex.period
    /// Real part to imaginary part at the start.
    let ratio = 1.1
    var mean = 0.0
    for time in 0..<min(year, values.count) { mean += values[time] }
    mean /= Double(min(year, values.count))
    pair = ComplexPair(level: mean, potential: mean / ratio)
    switch form {
    case .none: break
    case .simple:
      months = values.prefix(year).map { ComplexPair(level: $0, potential: $0 / ratio) }
    case .partial, .full:
      let index = SeasonalIndex(values, form: .additive, yearWeight: 1, isShrunk: false, scratch: &scratch)
      months = (0..<year).map {
        ComplexPair(level: index.factors[$0], potential: index.factors[$0] / ratio)
      }
    }
  }

  /// As kept in a state.
  init(_ state: ModelState) {
    pair = ComplexPair(level: state["level"][0], potential: state["potential"][0])
    for (position, value) in state["season_level"].enumerated() { months[position].level = value }
    for (position, value) in state["season_potential"].enumerated() { months[position].potential = value }
  }
}

extension ComplexStates<Lanes> {
  subscript(lane lane: Int) -> ComplexStates<Double> {
    get {
      ComplexStates<Double>(
        pair: ComplexPair(level: pair.level[lane], potential: pair.potential[lane]),
        months: months.map { ComplexPair(level: $0.level[lane], potential: $0.potential[lane]) })
    }
    set {
      pair.level[lane] = newValue.pair.level
      pair.potential[lane] = newValue.pair.potential
      for position in months.indices {
        months[position].level[lane] = newValue.months[position].level
        months[position].potential[lane] = newValue.months[position].potential
      }
    }
  }
}
