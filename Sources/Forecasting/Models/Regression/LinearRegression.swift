/// Linear regression on trend, month of the year and lags: the plain baseline.
///
/// Which form ("rung") is used follows from the usable rows and from leave-one-out errors:
///
/// 1. Each rung of the value with enough rows is fitted by ridge regression: trend, months and lags 1, 2, 3, 12
///    (36 rows); trend, months and lags 1, 2, 3 (24 rows); lags 1, 2, 3 (8 rows). Its penalty is the one with the
///    least mean squared leave-one-out error among those whose lag polynomial is stable. If none of the three
///    can be used: lag 1 (8 rows).
/// 2. The same for the change over a year, without an intercept, so that the penalty shrinks towards last year's
///    value: lags 1, 2, 3 (8 rows), else lag 1 (8 rows), else last year's value itself (4 rows).
/// 3. The rung of the value with the least mean absolute leave-one-out error, over the months that all of them
///    have, is used if that error is below `EngineSettings.regressionSeasonalMargin` times the error of 2;
///    otherwise 2. One-month errors flatter a regression of the value, which forgets the season at the far
///    horizons; hence the margin.
/// 4. A series without any of these is forecast by its last value; a constant one by that constant.
public struct LinearRegression: ForecastModel {
  public let name = "linear_regression"
  public let version = "1"

  public init() {}

  /// Throws only for a series without values.
  public func fit(_ series: TimeSeries, settings: EngineSettings) throws(Unsuitable) -> ModelFit {
    guard !series.values.isEmpty else { throw Unsuitable("it has no value") }
    return fitAny(series, settings: settings)
  }

  /// For a series that has a value.
  func fitAny(_ series: TimeSeries, settings: EngineSettings) -> ModelFit {
    let last = series.values[series.values.endIndex - 1]
    guard series.values.contains(where: { $0 != last }) else {
      let reason = series.count == 1 ? "it has one month only" : "every month has the same value"
      return constant(last, rung: series.count == 1 ? "last_value" : "constant", reason: reason, series)
    }
    // A power of two, so that nothing is rounded and values of any size can be squared.
    let largest = series.values.reduce(0) { max($0, abs($1)) }
    let scale = Double(sign: .plus, exponent: largest.exponent, significand: 1)
    let values = series.values.map { $0 / scale }
    let month = series.firstMonth.month - 1

    var level = RegressionRung.level.compactMap { RegressionCandidate($0, values: values, firstMonth: month) }
    if level.isEmpty, let short = RegressionCandidate(.shortLevel, values: values, firstMonth: month) {
      level = [short]
    }
    let seasonal = RegressionRung.seasonal.lazy
      .compactMap { RegressionCandidate($0, values: values, firstMonth: month) }.first
    let candidates = level + (seasonal.map { [$0] } ?? [])
    guard let common = candidates.map(\.leaveOneOutErrors.count).min() else {
      let reason =
        values.count < 9
        ? "\(values.count) months are fewer than the 9 of the simplest regression" : "no penalty is stable"
      return constant(last, rung: "last_value", reason: reason, series)
    }
    let best = level.min { $0.error(last: common) < $1.error(last: common) }
    let margin = settings.regressionSeasonalMargin
    let chosen: RegressionCandidate
    let reason: String
    switch (best, seasonal) {
    case (let level?, let seasonal?) where level.error(last: common) < margin * seasonal.error(last: common):
      chosen = level
      reason = "its leave-one-out error is below \(margin) of that of \(seasonal.rung.name)"
    case (let level?, nil):
      chosen = level
      reason = "least leave-one-out error; \(values.count) months are too few to compare with last year"
    case (_, let seasonal?):
      chosen = seasonal
      reason = "no stable regression of the value has a leave-one-out error below \(margin) of its own"
    case (nil, nil):
      return constant(last, rung: "last_value", reason: "no penalty is stable", series)
    }
    let state = chosen.state(scale: scale)
    let recursion = RegressionRecursion(state)
    guard recursion.predict(series, horizons: settings.horizons).allSatisfy(\.isFinite) else {
      return constant(last, rung: "last_value", reason: "the regression leaves the range of numbers", series)
    }
    let scores = candidates.map {
      CandidateScore(model: $0.rung.name, score: $0.error(last: common) * scale)
    }
    return ModelFit(
      state: state, rung: chosen.rung.name, reason: reason,
      usableRows: chosen.leaveOneOutErrors.count,
      candidates: scores.sorted { ($0.score ?? 0) < ($1.score ?? 0) })
  }

  public func predict(_ state: ModelState, _ series: TimeSeries, horizons: Int) -> [Double] {
    if let value = state["value"].first { return Array(repeating: value, count: horizons) }
    return RegressionRecursion(state).predict(series, horizons: horizons)
  }

  public func fitted(_ state: ModelState, _ series: TimeSeries) -> FittedValues {
    guard state["value"].isEmpty else {
      return FittedValues(start: 1, values: Array(series.values.dropLast()))
    }
    return RegressionRecursion(state).fitted(series)
  }

  private func constant(_ value: Double, rung: String, reason: String, _ series: TimeSeries) -> ModelFit {
    ModelFit(
      state: ModelState([.init("value", [value])]), rung: rung, reason: reason, usableRows: series.count)
  }
}
