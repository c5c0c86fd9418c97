/// One linear regression for all series of a panel: the change of a month on the changes of the thirteen months before,
/// of logarithms where all values are positive, in units of each series' mean absolute change (as pooled regressions
/// are fitted since Trapero, Kourentzes and Fildes 2015).
///
/// What is learned from all series as of a month is told to the model beforehand (`GlobalRegression(pools:)`); a series
/// of another last month, or one that is asked about alone, learns from itself.
/// Parameters of a state: `coefficients` by lag, `scale`.
public struct GlobalRegression: ForecastModel {
  public let name = "global_regression"
  public let version = "1"
  static let minimumCount = 15

  /// The coefficients learned as of a month.
  private let pools: [Month: [Double]]

  init(pools: [Month: [Double]] = [:]) { self.pools = pools }

  /// Learns from all `series` once for each month that one of them ends in, or ended in up to `origins` months before.
  init(_ series: [TimeSeries], origins: Int, cores: Int?) {
    let ends = Set(
      series.flatMap { one in
        (0...min(origins, max(one.count - 1, 0))).map { one.firstMonth + one.count - 1 - $0 }
      })
    let months = ends.sorted()
    let learned = Parallel.map(months.count, cores: cores) { index in
      var regression = DifferenceRegression()
      for one in series {
        let seen = one.prefix(max(0, months[index] - one.firstMonth + 1)).usableTail.series
        guard seen.count >= Self.minimumCount else { continue }
        let (changes, scale) = Self.changes(seen)
        if scale > 0 { regression.add(changes) }
      }
      return regression.coefficients()
    }
    pools = Dictionary(uniqueKeysWithValues: zip(months, learned))
  }

  public func fit(_ series: TimeSeries, settings: EngineSettings) throws(Unsuitable) -> ModelFit {
    guard series.count >= Self.minimumCount else {
      throw Unsuitable("it has \(series.count) of the \(Self.minimumCount) months that are needed")
    }
    guard series.values.allSatisfy(\.isFinite) else { throw Unsuitable("it has a value that is not finite") }
    let (changes, scale) = Self.changes(series)
    guard scale > 0, scale.isFinite else { throw Unsuitable("it never changes") }
    let pooled = pools[series.firstMonth + series.count - 1]
    var alone = DifferenceRegression()
    if pooled == nil { alone.add(changes) }
    let state = ModelState([.init("coefficients", pooled ?? alone.coefficients()), .init("scale", [scale])])
    guard predict(state, series, horizons: settings.horizons).allSatisfy(\.isFinite) else {
      throw Unsuitable("its forecasts leave the range of numbers")
    }
    return ModelFit(
      state: state, rung: pooled == nil ? "alone" : "pooled",
      usableRows: changes.count - DifferenceRegression.lags.count)
  }

  public func predict(_ state: ModelState, _ series: TimeSeries, horizons: Int) -> [Double] {
    let transform = ValueScale(series.values, prefersLogarithm: true)
    let scale = state["scale"][0]
    var changes = Self.changes(series).changes
    var level = transform.transform(series.values[series.values.endIndex - 1])
    return (0..<horizons).map { _ in
      let change = Self.forecast(state["coefficients"], changes, at: changes.count)
      changes.append(change)
      level += change * scale
      return transform.restore(level)
    }
  }

  public func fitted(_ state: ModelState, _ series: TimeSeries) -> FittedValues {
    let transform = ValueScale(series.values, prefersLogarithm: true)
    let scale = state["scale"][0]
    let changes = Self.changes(series).changes
    let start = DifferenceRegression.lags.count
    let values = (start..<changes.count).map { time in
      let before = transform.transform(series.values[series.values.startIndex + time])
      return transform.restore(before + scale * Self.forecast(state["coefficients"], changes, at: time))
    }
    return FittedValues(start: start + 1, values: values)
  }

  private static func forecast(_ coefficients: [Double], _ changes: [Double], at time: Int) -> Double {
    var sum = 0.0
    for (index, coefficient) in coefficients.enumerated() { sum += coefficient * changes[time - 1 - index] }
    return sum
  }

  /// Changes from month to month in units of their mean size, and that size.
  private static func changes(_ series: TimeSeries) -> (changes: [Double], scale: Double) {
    let transform = ValueScale(series.values, prefersLogarithm: true)
    let values = series.values.map(transform.transform)
    var changes = zip(values.dropFirst(), values).map { $0 - $1 }
    var size = 0.0
    for change in changes { size += abs(change) }
    let scale = size / Double(max(changes.count, 1))
    if scale > 0 { for time in changes.indices { changes[time] /= scale } }
    return (changes, scale)
  }
}
