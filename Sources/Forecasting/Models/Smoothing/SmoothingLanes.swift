#if canImport(Glibc)
  import Glibc
#endif

/// One form of exponential smoothing for eight series.
struct SmoothingLanes: LaneProblem {
  let form: SmoothingForm
  /// The upper bound of the damping.
  private let greatestPhi: Double
  private let prepared: [[Double]]
  private let starts: [SmoothingStart]
  private var series: LaneSeries
  private var unit = Lanes.zero
  /// Before the first value: what the search starts from, and where it is.
  private var first = SmoothingStates<Lanes>()
  private var start: (level: Lanes, slope: Lanes) = (.zero, .zero)
  /// Where the last evaluation ended.
  private(set) var states = SmoothingStates<Lanes>()
  /// One-step forecasts of the last evaluation, if they are wanted.
  private(set) var forecasts: [Lanes] = []
  var keepsForecasts = false

  init(_ form: SmoothingForm, prepared: [[Double]], greatestPhi: Double) {
    self.form = form
    self.greatestPhi = greatestPhi
    self.prepared = prepared
    var scratch: [Double] = []
    starts = prepared.map { SmoothingStart($0, form: form, scratch: &scratch) }
    series = LaneSeries(capacity: prepared.map(\.count).max() ?? 0)
  }

  mutating func load(_ index: Int, lane: Int) -> Simplex {
    load(index, states: starts[index].states, lane: lane)
    unit[lane] = starts[index].unit
    var start = Simplex.Start()
    let share = 1e-4...0.9999
    start.add(0.3, in: share, edge: 0.3)
    if form.trend != .none { start.add(0.1, in: share, edge: 0.2) }
    if form.isDamped { start.add(greatestPhi - 0.03, in: 0.8...greatestPhi, edge: -0.05) }
    if form.isSeasonal { start.add(0.1, in: share, edge: 0.2) }
    start.add(0, in: -50...50, edge: 1)
    if form.trend != .none { start.add(0, in: -50...50, edge: 0.5) }
    return Simplex(start, rounds: 400, tolerance: 1e-3)
  }

  /// Puts a series and its first states into a lane.
  mutating func load(_ index: Int, states: SmoothingStates<Double>, lane: Int) {
    series.load(prepared[index], lane: lane)
    first[lane: lane] = states
    start = (first.level, first.slope)
  }

  /// The states before the first value of the last evaluation.
  func firstStates(_ lane: Int) -> SmoothingStates<Double> {
    SmoothingStates(level: start.level[lane], slope: start.slope[lane], months: first[lane: lane].months)
  }

  /// The corrected Akaike criterion (Hurvich and Tsai 1989) where the search of a series reached `value`: it counts what
  /// was searched, the variance, and eleven parameters for the season or what shrinking left of them.
  func informationCriterion(_ value: Double, _ index: Int, countsShrunkSeason: Bool) -> Double {
    var parameters = Double(form.searched + 1)
    if form.isSeasonal {
      parameters += Double(SeasonalIndex.period - 1) * (countsShrunkSeason ? 1 - starts[index].shrinkage : 1)
    }
    let room = Double(prepared[index].count) - parameters - 1
    return value + 2 * parameters + (room > 0 ? 2 * parameters * (parameters + 1) / room : 1e6)
  }

  mutating func release(lane: Int) { series.release(lane: lane) }

  /// n log(mean squared error); for relative errors with twice the sum of the logarithms of the forecasts.
  mutating func evaluate(_ parameters: borrowing [8 of Lanes]) -> Lanes {
    evaluate(decode(parameters))
  }

  /// Smoothing parameters and first states as the search writes them.
  mutating func decode(_ parameters: borrowing [8 of Lanes]) -> SmoothingRecursion<Lanes> {
    var next = 0
    let alpha = parameters[0]
    var beta = Lanes.zero
    var phi = Lanes.one
    var gamma = Lanes.zero
    if form.trend != .none {
      next += 1
      beta = alpha * parameters[next]
    }
    if form.isDamped {
      next += 1
      phi = parameters[next]
    }
    if form.isSeasonal {
      next += 1
      gamma = (1 - alpha) * parameters[next]
    }
    start.level = first.level + unit * parameters[next + 1]
    if form.trend != .none { start.slope = first.slope + 0.1 * unit * parameters[next + 2] }
    return SmoothingRecursion(form: form, alpha: alpha, beta: beta, gamma: gamma, phi: phi)
  }

  /// The same with natural parameters, from the first states of the last `decode` or `load`.
  mutating func evaluate(_ recursion: SmoothingRecursion<Lanes>) -> Lanes {
    // One copy of the recursion a form, with no branch inside.
    switch (form.error, form.trend, form.season) {
    case (.additive, .none, .none): run(.init(.additive, .none, .none), recursion)
    case (.additive, _, .none): run(.init(.additive, .additive, .none), recursion)
    case (.additive, .none, .additive): run(.init(.additive, .none, .additive), recursion)
    case (.additive, _, .additive): run(.init(.additive, .additive, .additive), recursion)
    case (_, .none, .none): run(.init(.multiplicative, .none, .none), recursion)
    case (_, _, .none): run(.init(.multiplicative, .additive, .none), recursion)
    case (_, .none, .additive): run(.init(.multiplicative, .none, .additive), recursion)
    case (_, _, .additive): run(.init(.multiplicative, .additive, .additive), recursion)
    case (_, .none, .multiplicative): run(.init(.multiplicative, .none, .multiplicative), recursion)
    case (_, _, .multiplicative): run(.init(.multiplicative, .additive, .multiplicative), recursion)
    }
  }

  @inline(__always)
  private mutating func run(
    _ form: SmoothingForm, _ weights: SmoothingRecursion<Lanes>
  ) -> Lanes {
    let recursion = SmoothingRecursion(
      form: form, alpha: weights.alpha, beta: weights.beta, gamma: weights.gamma, phi: weights.phi)
    var storage: [Lanes] = []
    swap(&storage, &states.months)
    var months = storage.mutableSpan
    for position in months.indices { months[position] = first.months[position] }
    if keepsForecasts { forecasts.removeAll(keepingCapacity: true) }
    var (level, slope) = (start.level, start.slope)
    var squares = Lanes.zero
    var logs = LaneLogProduct()
    var least = Lanes.one
    var position = 0
    for time in 0..<series.longest {
      let isLive = time < series.shortest ? LaneMask(repeating: true) : series.holds(time)
      let carried = recursion.carried(level, slope)
      let forecast = recursion.forecast(carried, months[position])
      var error = series.values[time] - forecast
      if time < series.shortest {
        recursion.move(&level, &slope, &months[position], carried, error)
      } else {
        error = error.kept(isLive, else: .zero)
        let before = (level, slope, months[position])
        recursion.move(&level, &slope, &months[position], carried, error)
        level = level.kept(isLive, else: before.0)
        slope = slope.kept(isLive, else: before.1)
        months[position] = months[position].kept(isLive, else: before.2)
      }
      if form.error == .multiplicative {
        let divisor = time < series.shortest ? forecast : forecast.kept(isLive, else: .one)
        least = pointwiseMin(least, divisor)
        logs.multiply(divisor)
        error /= divisor
      }
      squares += error * error
      if keepsForecasts { forecasts.append(forecast) }
      position = position == 11 ? 0 : position + 1
    }
    (states.level, states.slope) = (level, slope)
    swap(&storage, &states.months)
    var criterion = Lanes.zero
    for lane in 0..<Lanes.width {
      let count = series.lengths[lane]
      criterion[lane] = count * log(squares[lane] / count + 1e-300)
      guard form.error == .multiplicative else { continue }
      criterion[lane] = least[lane] > 1e-10 ? criterion[lane] + 2 * logs[lane] : .infinity
    }
    return criterion
  }
}

extension SmoothingForm {
  /// The parts on which the recursion branches; damping is a number.
  @inline(__always)
  fileprivate init(_ error: Component, _ trend: Component, _ season: Component) {
    self.init(error: error, trend: trend, isDamped: false, season: season)
  }
}
