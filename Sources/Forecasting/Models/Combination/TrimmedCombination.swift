/// The default for monthly series: nine models of different kinds, at each horizon the mean of all but the lowest and
/// the highest forecast, kept within the range that a series of its history can plausibly reach.
///
/// Members that a series does not suit are left out, and the reason says which. A state holds those of its members.
public struct TrimmedCombination: IntervalModel {
  public let name = "combination"
  public let version = "1"

  /// In the order of their components in a state.
  static let members: [any ForecastModel] = [
    ThetaModel.dynamicOptimised, BurgModel.seasonallyAdjusted, ArimaModel.logarithmic,
    ExponentialSmoothing.logarithmic, BurgModel.seasonalDifference, ComplexExponentialSmoothing.simple,
    BlockTheta(), BurgModel.difference, ComplexExponentialSmoothing.full,
  ]

  /// For series that are never negative and often zero.
  static let intermittentMembers: [any ForecastModel] = [
    IntermittentModel.syntetosBoylan, IntermittentModel.teunterSyntetosBabai,
    IntermittentModel.multipleAggregation,
  ]

  public init() {}

  public func fit(_ series: TimeSeries, settings: EngineSettings) throws(Unsuitable) -> ModelFit {
    try fit(batch: [series], settings: settings)[0].get()
  }

  public func fit(batch: [TimeSeries], settings: EngineSettings) -> [Result<ModelFit, Unsuitable>] {
    let isIntermittent = batch.map { series in
      series.values.allSatisfy { $0 >= 0 } && IntermittentDemand(series.values).isIntermittent
    }
    var results = [Result<ModelFit, Unsuitable>?](repeating: nil, count: batch.count)
    for (members, suited) in [(Self.members, false), (Self.intermittentMembers, true)] {
      let indices = batch.indices.filter { isIntermittent[$0] == suited }
      let part = indices.map { batch[$0] }
      let fits = members.map { $0.fit(batch: part, settings: settings) }
      for (place, index) in indices.enumerated() {
        results[index] = combine(
          members, fits.map { $0[place] }, batch[index], note: suited ? ["demand is intermittent"] : [],
          horizons: settings.horizons)
      }
    }
    return results.map { $0 ?? .failure(Unsuitable("no member was tried")) }
  }

  private func combine(
    _ members: [any ForecastModel], _ fits: [Result<ModelFit, Unsuitable>], _ series: TimeSeries,
    note: [String],
    horizons: Int
  ) -> Result<ModelFit, Unsuitable> {
    var components: [ModelState.Component] = []
    var notes = note
    for (member, fit) in zip(members, fits) {
      switch fit {
      case .success(let fit):
        components.append(.init(model: member.name, rung: fit.rung, state: fit.state))
      case .failure(let unsuitable):
        notes.append("without \(member.name): \(unsuitable.reason)")
      }
    }
    guard !components.isEmpty else { return .failure(Unsuitable(notes.joined(separator: "; "))) }
    let state = ModelState([], components: components)
    let gate = PlausibilityGate(series.values)
    let stopped = kept(state, series, horizons: horizons).enumerated().filter { _, kept in
      let mean = TrimmedMean.mean(kept)
      return gate.admit(mean) != mean
    }
    if !stopped.isEmpty {
      let listed = stopped.map { String($0.offset + 1) }.joined(separator: ", ")
      notes.append("held within \(gate.lowest)...\(gate.highest) at horizon \(listed)")
    }
    return .success(
      ModelFit(
        state: state, rung: "of_\(components.count)", reason: notes.joined(separator: "; "),
        usableRows: series.count))
  }

  public func predict(_ state: ModelState, _ series: TimeSeries, horizons: Int) -> [Double] {
    points(kept(state, series, horizons: horizons), series)
  }

  public func intervals(
    _ state: ModelState, _ series: TimeSeries, horizons: Int, calibration: IntervalCalibration
  ) -> IntervalOffsets {
    let kept = kept(state, series, horizons: horizons)
    let adjusted = BurgModel.seasonallyAdjusted
    let component = state.components.first { $0.model == adjusted.name }
    let regression = component.map { BurgModel.regression($0.state) } ?? adjusted.withoutOrder(series)
    return DispersionIntervals(series, points: points(kept, series), kept: kept, regression: regression)
      .offsets(calibration)
  }

  /// The mean one-step forecast of the members that have one, trimmed likewise.
  public func fitted(_ state: ModelState, _ series: TimeSeries) -> FittedValues {
    let fitted = Self.components(of: state).map { $0.model.fitted($0.state, series) }.filter {
      !$0.values.isEmpty
    }
    let start = fitted.map(\.start).max() ?? series.count
    let values = (start..<series.count).map { time in
      TrimmedMean.mean(TrimmedMean.kept(fitted.map { $0.values[time - $0.start] }))
    }
    return FittedValues(start: start, values: values)
  }

  /// The forecasts at each horizon that are averaged.
  func kept(_ state: ModelState, _ series: TimeSeries, horizons: Int) -> [ArraySlice<Double>] {
    let forecasts = Self.components(of: state).map { $0.model.predict($0.state, series, horizons: horizons) }
    return (0..<horizons).map { step in TrimmedMean.kept(forecasts.map { $0[step] }) }
  }

  func points(_ kept: [ArraySlice<Double>], _ series: TimeSeries) -> [Double] {
    let gate = PlausibilityGate(series.values)
    return kept.map { gate.admit(TrimmedMean.mean($0)) }
  }

  private static func components(of state: ModelState) -> [(model: any ForecastModel, state: ModelState)] {
    state.components.compactMap { component in
      (members + intermittentMembers).first { $0.name == component.model }.map { ($0, component.state) }
    }
  }
}
