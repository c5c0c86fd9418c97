#if canImport(Glibc)
  import Glibc
#endif

/// Complex exponential smoothing (Svetunkov, Kourentzes and Ord 2022) for eight series, its first states found by
/// running forth, back and forth again.
struct ComplexLanes: LaneProblem {
  let form: ComplexForm
  /// All series of the batch, on the scale of the model, and where each begins.
  private let prepared: [[Double]]
  private let starts: [ComplexStates<Double>]
  private var series: LaneSeries
  private var first = ComplexStates<Lanes>()
  /// Where the last evaluation ended.
  private(set) var states = ComplexStates<Lanes>()
  /// One-step forecasts of the last run, if they are wanted.
  private(set) var forecasts: [Lanes] = []
  var keepsForecasts = false

  init(_ form: ComplexForm, prepared: [[Double]]) {
    self.form = form
    self.prepared = prepared
    var scratch: [Double] = []
    starts = prepared.map { ComplexStates(start: $0, form: form, scratch: &scratch) }
    series = LaneSeries(capacity: prepared.map(\.count).max() ?? 0)
  }

  mutating func load(_ index: Int, lane: Int) -> Simplex {
    series.load(prepared[index], lane: lane)
    first[lane: lane] = starts[index]
    var start = Simplex.Start()
    start.add(1.3, in: 0.01...1.8, edge: 0.065)
    start.add(1.0, in: 0.01...1.9, edge: 0.05)
    if form == .partial { start.add(0.1, in: 0.01...1.5, edge: 0.005) }
    if form == .full {
      start.add(1.3, in: 0.01...1.5, edge: 0.065)
      start.add(1.0, in: 0.01...1.5, edge: 0.05)
    }
    return Simplex(start, rounds: 500, tolerance: 1e-3)
  }

  mutating func release(lane: Int) { series.release(lane: lane) }

  /// n log(sum of squared errors of the last run).
  mutating func evaluate(_ parameters: borrowing [8 of Lanes]) -> Lanes {
    // One copy of the recursion a form, with no branch inside.
    let squares =
      switch form {
      case .none: run(ComplexRecursion(.none, parameters))
      case .simple: run(ComplexRecursion(.simple, parameters))
      case .partial: run(ComplexRecursion(.partial, parameters))
      case .full: run(ComplexRecursion(.full, parameters))
      }
    var criterion = Lanes.zero
    for lane in 0..<Lanes.width { criterion[lane] = series.lengths[lane] * log(squares[lane] + 1e-300) }
    return criterion
  }

  @inline(__always)
  private mutating func run(_ recursion: ComplexRecursion<Lanes>) -> Lanes {
    var pair = first.pair
    var storage: [ComplexPair<Lanes>] = []
    swap(&storage, &states.months)
    var months = storage.mutableSpan
    for position in months.indices { months[position] = first.months[position] }
    _ = forth(recursion, &pair, &months)
    recursion.turn(&pair, &months)
    back(recursion, &pair, &months)
    recursion.turn(&pair, &months)
    let squares = forth(recursion, &pair, &months)
    states.pair = pair
    swap(&storage, &states.months)
    return squares
  }

  /// Through the series in the order of time; gives the sum of squared errors.
  @inline(__always)
  private mutating func forth(
    _ recursion: ComplexRecursion<Lanes>, _ pair: inout ComplexPair<Lanes>,
    _ months: inout MutableSpan<ComplexPair<Lanes>>
  ) -> Lanes {
    if keepsForecasts { forecasts.removeAll(keepingCapacity: true) }
    var squares = Lanes.zero
    var position = 0
    for time in 0..<series.longest {
      let error = step(recursion, &pair, &months[position], time)
      squares += error * error
      if keepsForecasts { forecasts.append(series.values[time] - error) }
      position = position == 11 ? 0 : position + 1
    }
    return squares
  }

  /// Through the series against the order of time.
  @inline(__always)
  private func back(
    _ recursion: ComplexRecursion<Lanes>, _ pair: inout ComplexPair<Lanes>,
    _ months: inout MutableSpan<ComplexPair<Lanes>>
  ) {
    var position = (series.longest + 11) % 12
    for time in stride(from: series.longest - 1, through: 0, by: -1) {
      _ = step(recursion, &pair, &months[position], time)
      position = position == 0 ? 11 : position - 1
    }
  }

  /// Takes in one value; gives the error, 0 in lanes that have no such time, whose states stay.
  @inline(__always)
  private func step(
    _ recursion: ComplexRecursion<Lanes>, _ pair: inout ComplexPair<Lanes>, _ month: inout ComplexPair<Lanes>,
    _ time: Int
  ) -> Lanes {
    let error = series.values[time] - recursion.forecast(pair, month)
    guard time >= series.shortest else {
      recursion.move(&pair, &month, error)
      return error
    }
    let isLive = series.holds(time)
    let masked = error.kept(isLive, else: .zero)
    let (oldPair, oldMonth) = (pair, month)
    recursion.move(&pair, &month, masked)
    pair = pair.kept(isLive, else: oldPair)
    month = month.kept(isLive, else: oldMonth)
    return masked
  }
}
