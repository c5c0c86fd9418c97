/// The theta family on seasonally adjusted values: the season shrunk, with recent years weighing more.
///
/// Sources: Assimakopoulos and Nikolopoulos (2000); Fiorucci, Pellegrini, Louzada, Petropoulos and Koehler (2016).
/// Parameters of a state: `smoothing` (alpha), `level` (before the first value, in units of the scaled series),
/// `weight` (1 - 1/theta), `season`.
public struct ThetaModel: LaneFittedModel {
  public let name: String
  public let version = "1"
  let form: ThetaForm
  let minimumCount = 5

  private static let plan = PreparedSeries.Plan(prefersLogarithm: false, yearWeight: 0.7)
  private static let search = LaneGoldenSection(
    grid: (2...19).map { Double($0) / 20 } + [0.99], steps: 10)

  /// Theta 2 with the line through all values.
  public static let standard = ThetaModel(name: "theta", form: .standard)
  public static let optimised = ThetaModel(name: "optimised_theta", form: .optimised)
  public static let dynamicOptimised = ThetaModel(name: "dynamic_optimised_theta", form: .dynamicOptimised)

  func fitAll(_ batch: [TimeSeries]) -> [Result<ModelFit, Unsuitable>] {
    var results = [Result<ModelFit, Unsuitable>](repeating: .failure(Unsuitable("")), count: batch.count)
    var lanes = ThetaLanes(form, capacity: batch.map(\.count).max() ?? 0)
    var scratch: [Double] = []
    forEachGroup(batch) { group in
      let prepared = group.map { PreparedSeries(batch[$0], Self.plan, scratch: &scratch) }
      lanes.load(prepared.map(\.values))
      let smoothing = Self.search.minimise { lanes.fit($0).criterion }
      let fit = lanes.fit(smoothing)
      for (lane, index) in group.enumerated() {
        let state = ModelState([
          .init("smoothing", [smoothing[lane]]), .init("level", [fit.level[lane]]),
          .init("weight", [fit.weight[lane]]), prepared[lane].seasonParameter,
        ])
        results[index] = .success(ModelFit(state: state, rung: name, usableRows: batch[index].count))
      }
    }
    return results
  }

  public func predict(_ state: ModelState, _ series: TimeSeries, horizons: Int) -> [Double] {
    Array(run(state, series, horizons: horizons).suffix(horizons))
  }

  public func fitted(_ state: ModelState, _ series: TimeSeries) -> FittedValues {
    FittedValues(start: 1, values: run(state, series, horizons: 0))
  }

  /// Forecasts of time 1 … count + horizons - 1 in the unit of the series.
  private func run(_ state: ModelState, _ series: TimeSeries, horizons: Int) -> [Double] {
    let prepared = PreparedSeries(series, Self.plan, state: state)
    let recursion = ThetaRecursion(
      smoothing: state["smoothing"][0], level: state["level"][0], weight: state["weight"][0], form: form)
    return recursion.run(prepared.values, horizons: horizons).enumerated().map { step, value in
      prepared.restore(value, at: step + 1)
    }
  }
}
