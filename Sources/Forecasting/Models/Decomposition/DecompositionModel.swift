/// For long series: the season by STL, on logarithms where all values are positive; what is left by exponential
/// smoothing without season, the better of ANN and AAdN by the corrected Akaike criterion; last year's season is added
/// again.
///
/// Source: Cleveland and others (1990); Hyndman and others (2008). Parameters of a state: `level`, `slope`, `phi` of
/// the deseasonalised series after the last month and `season` of the next twelve months, on the scale of the model.
public struct DecompositionModel: LaneFittedModel {
  public let name = "stl"
  public let version = "1"
  let minimumCount = 36

  public init() {}

  private static let smoothing = ExponentialSmoothing(
    name: "stl_ets", forms: SmoothingForm.dampedAdditive.filter { !$0.isSeasonal },
    plan: .init(prefersLogarithm: false, yearWeight: nil), greatestPhi: 0.98)

  func fitAll(_ batch: [TimeSeries]) -> [Result<ModelFit, Unsuitable>] {
    let parts = batch.map(decomposed)
    let fits = Self.smoothing.fitAll(parts.map(\.rest))
    return batch.indices.map { index in
      fits[index].map { fit in
        let (rest, season) = parts[index]
        let unit = ValueScale(rest.values, prefersLogarithm: false).restore(1)
        let state = ModelState(
          [
            .init("level", [fit.state["level"][0] * unit]), .init("slope", [fit.state["slope"][0] * unit]),
            .init("phi", fit.state["phi"]), .init("season", Array(season.suffix(SeasonalIndex.period))),
          ], components: [.init(model: Self.smoothing.name, rung: fit.rung, state: fit.state)])
        return ModelFit(
          state: state, rung: "stl_\(fit.rung)", reason: fit.reason, usableRows: batch[index].count,
          candidates: fit.candidates)
      }
    }
  }

  public func predict(_ state: ModelState, _ series: TimeSeries, horizons: Int) -> [Double] {
    let scale = ValueScale(series.values, prefersLogarithm: true)
    let season = state["season"]
    let phi = state["phi"][0]
    var level = state["level"][0]
    var slope = state["slope"][0]
    return (0..<horizons).map { ahead in
      slope *= phi
      level += slope
      return scale.restore(level + season[ahead % SeasonalIndex.period])
    }
  }

  public func fitted(_ state: ModelState, _ series: TimeSeries) -> FittedValues {
    let scale = ValueScale(series.values, prefersLogarithm: true)
    let (rest, season) = decomposed(series)
    let fitted = Self.smoothing.fitted(state.components[0].state, rest)
    return FittedValues(
      start: fitted.start,
      values: fitted.values.enumerated().map { scale.restore($1 + season[fitted.start + $0]) })
  }

  /// On the scale of the model: the series without its season, and the season of its months.
  private func decomposed(_ series: TimeSeries) -> (rest: TimeSeries, season: [Double]) {
    let scale = ValueScale(series.values, prefersLogarithm: true)
    let values = series.values.map(scale.transform)
    let season = SeasonalTrendDecomposition(values).season
    return (TimeSeries(zip(values, season).map { $0 - $1 }, firstMonth: series.firstMonth), season)
  }
}
