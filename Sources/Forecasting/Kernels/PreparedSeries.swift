/// A series as a model sees it: on its scale, without its season.
struct PreparedSeries {
  let scale: ValueScale
  let season: SeasonalIndex
  /// One a month of the series.
  let values: [Double]

  /// What a model wants done to a series before it looks at it.
  struct Plan {
    var prefersLogarithm: Bool
    /// Weight of each year against the one after it in the seasonal index; nil leaves the season in.
    var yearWeight: Double?
  }

  /// Measures the season: a ratio on positive values as they are, a difference on logarithms and other values.
  init(_ series: TimeSeries, _ plan: Plan, scratch: inout [Double]) {
    self.init(series, plan) { values, form, yearWeight in
      SeasonalIndex(values, form: form, yearWeight: yearWeight, isShrunk: true, scratch: &scratch)
    }
  }

  /// Takes the season from a state, where the plan wants one.
  init(_ series: TimeSeries, _ plan: Plan, state: ModelState) {
    self.init(series, plan) { _, form, _ in SeasonalIndex(form, factors: state[Self.parameter]) }
  }

  private init(
    _ series: TimeSeries, _ plan: Plan, season measure: ([Double], SeasonalIndex.Form, Double) -> SeasonalIndex
  ) {
    scale = ValueScale(series.values, prefersLogarithm: plan.prefersLogarithm)
    var values = series.values.map(scale.transform)
    let isRatio = !scale.isLogarithmic && series.values.allSatisfy { $0 > 0 }
    let form: SeasonalIndex.Form = isRatio ? .multiplicative : .additive
    if let yearWeight = plan.yearWeight {
      season = measure(values, form, yearWeight)
      for time in values.indices { values[time] = season.adjust(values[time], at: time) }
    } else {
      season = SeasonalIndex(none: form)
    }
    self.values = values
  }

  /// What the season is called in a state.
  static let parameter = "season"

  /// The season as it is kept in a state: twelve factors, the first that of the series' first month.
  var seasonParameter: ModelState.Parameter {
    .init(Self.parameter, (0..<SeasonalIndex.period).map { season.factors[$0] })
  }

  /// A forecast of position `time` in the unit of the series.
  func restore(_ value: Double, at time: Int) -> Double { scale.restore(season.restore(value, at: time)) }
}
