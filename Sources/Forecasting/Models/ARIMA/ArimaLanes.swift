#if canImport(Glibc)
  import Glibc
#endif

/// One order of ARIMA for eight series, by conditional least squares.
struct ArimaLanes: LaneProblem {
  let order: ArimaOrder
  /// All series of the batch, differenced.
  private let differenced: [[Double]]
  private var series: LaneSeries
  private var seasonal = [ArimaRecursion<Lanes>.Seasonal](
    repeating: .init(), count: ArimaRecursion<Lanes>.seasons)

  init(_ order: ArimaOrder, differenced: [[Double]]) {
    self.order = order
    self.differenced = differenced
    series = LaneSeries(capacity: differenced.map(\.count).max() ?? 0)
  }

  mutating func load(_ index: Int, lane: Int) -> Simplex {
    let values = differenced[index]
    series.load(values, lane: lane)
    var start = Simplex.Start()
    for k in 0..<order.p { start.add(k == 0 ? 0.2 : 0, in: -0.98...0.98, edge: 0.2) }
    for k in 0..<order.q { start.add(k == 0 ? -0.3 : 0, in: -0.98...0.98, edge: 0.2) }
    for k in 0..<order.seasonalP { start.add(k == 0 ? 0.2 : 0, in: -0.97...0.97, edge: 0.2) }
    for k in 0..<order.seasonalQ { start.add(k == 0 ? -0.5 : 0, in: -0.97...0.97, edge: 0.2) }
    if order.hasMean {
      let (mean, deviation) = Self.moments(values)
      start.add(mean, in: -1e30...1e30, edge: 0.1 * deviation + 1e-13)
    }
    return Simplex(start, rounds: 300, tolerance: 1e-3)
  }

  mutating func release(lane: Int) { series.release(lane: lane) }

  private static func moments(_ values: [Double]) -> (mean: Double, deviation: Double) {
    var sum = 0.0
    for value in values { sum += value }
    let mean = sum / Double(values.count)
    var squares = 0.0
    for value in values { squares += (value - mean) * (value - mean) }
    return (mean, (squares / Double(values.count)).squareRoot())
  }

  /// n log(mean squared error).
  mutating func evaluate(_ parameters: borrowing [8 of Lanes]) -> Lanes {
    let (recursion, mean) = order.decode(parameters)
    // One copy of the recursion for each season, with no branch inside.
    let squares =
      switch (order.seasonalP > 0, order.seasonalQ > 0) {
      case (false, false): run(recursion, mean, false, false)
      case (false, true): run(recursion, mean, false, true)
      case (true, false): run(recursion, mean, true, false)
      case (true, true): run(recursion, mean, true, true)
      }
    var criterion = Lanes.zero
    for lane in 0..<Lanes.width {
      let count = series.lengths[lane]
      criterion[lane] = count * log(squares[lane] / (count - Double(order.skipped)) + 1e-300)
    }
    return criterion
  }

  @inline(__always)
  private mutating func run(
    _ recursion: ArimaRecursion<Lanes>, _ mean: Lanes, _ hasSeasonalAR: Bool, _ hasSeasonalMA: Bool
  ) -> Lanes {
    var storage: [ArimaRecursion<Lanes>.Seasonal] = []
    swap(&storage, &seasonal)
    var years = storage.mutableSpan
    for position in years.indices { years[position] = .init() }
    var past = ArimaRecursion<Lanes>.Past()
    var squares = Lanes.zero
    var position = 0
    for time in 0..<series.longest {
      let error = recursion.error(
        series.values[time] - mean, &past, &years, position, hasSeasonalAR: hasSeasonalAR,
        hasSeasonalMA: hasSeasonalMA)
      if time >= order.skipped {
        let counted = time < series.shortest ? error : error.kept(series.holds(time), else: .zero)
        squares += counted * counted
      }
      position = position == 23 ? 0 : position + 1
    }
    swap(&storage, &seasonal)
    return squares
  }
}

extension ArimaOrder {
  /// The recursion and the mean that the search's parameters stand for.
  @inline(__always)
  func decode<Value: LaneArithmetic>(
    _ parameters: borrowing [8 of Value]
  ) -> (recursion: ArimaRecursion<Value>, mean: Value) {
    var next = 0
    func take(_ count: Int, _ sign: Double) -> [3 of Value] {
      var partial = [3 of Value](repeating: Value(constant: 0))
      for k in 0..<count {
        partial[k] = Value(constant: sign) * parameters[next]
        next += 1
      }
      var result = ArimaRecursion<Value>.coefficients(partial, count: count)
      for k in 0..<count { result[k] = Value(constant: sign) * result[k] }
      return result
    }
    var recursion = ArimaRecursion<Value>()
    recursion.ar = take(p, 1)
    recursion.ma = take(q, -1)
    let autoregression = take(seasonalP, 1)
    let average = take(seasonalQ, -1)
    for k in 0..<2 {
      recursion.seasonalAR[k] = autoregression[k]
      recursion.seasonalMA[k] = average[k]
    }
    return (recursion, hasMean ? parameters[next] : Value(constant: 0))
  }
}
