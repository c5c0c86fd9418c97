#if canImport(Glibc)
  import Glibc
#endif

/// Complex exponential smoothing (Svetunkov, Kourentzes and Ord 2022): a level and a potential that turn around
/// each other, so that it follows level and trend series alike.
///
/// Parameters of a state: `form` (its rank in none, simple, partial, full), `smoothing` (a0, a1 and those of the
/// season), `level`, `potential`, `season_level`, `season_potential` after the last value, on the scale of the model;
/// twelve a season, the first that of the series' first month.
public struct ComplexExponentialSmoothing: LaneFittedModel {
  public let name: String
  public let version = "1"
  /// The forms to choose from by the corrected Akaike criterion.
  let forms: [ComplexForm]
  let minimumCount: Int

  private static let plan = PreparedSeries.Plan(prefersLogarithm: false, yearWeight: nil)

  /// A level and potential of each month; below two years a common one.
  public static let simple = ComplexExponentialSmoothing(name: "ces_simple", forms: [.simple], minimumCount: 5)
  /// A common and a monthly pair.
  public static let full = ComplexExponentialSmoothing(name: "ces_full", forms: [.full], minimumCount: 24)
  /// The best of all forms that the length allows.
  public static let automatic = ComplexExponentialSmoothing(
    name: "auto_ces", forms: ComplexForm.allCases, minimumCount: 5)

  func fitAll(_ batch: [TimeSeries]) -> [Result<ModelFit, Unsuitable>] {
    var scratch: [Double] = []
    var best = [(criterion: Double, fit: ModelFit)?](repeating: nil, count: batch.count)
    for form in ComplexForm.allCases {
      let members = batch.indices.filter { applies(form, batch[$0].count) }
      let subset = members.map { batch[$0] }
      var lanes = ComplexLanes(
        form, prepared: subset.map { PreparedSeries($0, Self.plan, scratch: &scratch).values })
      var minima = [Minimum](repeating: Minimum(point: .zero, value: Simplex.worst), count: subset.count)
      lanes.minimise(longestFirst(subset)) { minima[$0] = $1 }
      forEachGroup(subset) { group in
        lanes.finish(group, minima)
        for (lane, index) in group.enumerated() {
          let criterion = Self.criterion(minima[index].value, form, subset[index].count)
          guard criterion.isFinite, criterion < best[members[index]]?.criterion ?? .infinity else { continue }
          let state = lanes.state(lane, minima[index].point)
          let fit = ModelFit(
            state: state, rung: form.rawValue,
            reason: forms.count > 1 ? "least corrected Akaike criterion, \(criterion)" : "",
            usableRows: subset[index].count)
          best[members[index]] = (criterion, fit)
        }
      }
    }
    return best.map { best in
      best.map { .success($0.fit) } ?? .failure(Unsuitable("no form gives finite errors"))
    }
  }

  /// A series too short for any of the forms gets the one without a season.
  private func applies(_ form: ComplexForm, _ count: Int) -> Bool {
    let isLong = count >= 2 * SeasonalIndex.period
    return form.isSeasonal ? isLong && forms.contains(form) : !isLong || forms.contains(form)
  }

  public func predict(_ state: ModelState, _ series: TimeSeries, horizons: Int) -> [Double] {
    let scale = ValueScale(series.values, prefersLogarithm: false)
    let form = Self.form(state)
    let recursion = ComplexRecursion(form, Self.parameters(state))
    var states = ComplexStates(state)
    return (0..<horizons).map { ahead in
      let position = (series.count + ahead) % SeasonalIndex.period
      let value = recursion.forecast(states.pair, states.months[position])
      recursion.move(&states.pair, &states.months[position], 0)
      return scale.restore(value)
    }
  }

  public func fitted(_ state: ModelState, _ series: TimeSeries) -> FittedValues {
    var scratch: [Double] = []
    let prepared = PreparedSeries(series, Self.plan, scratch: &scratch)
    var lanes = ComplexLanes(Self.form(state), prepared: [prepared.values])
    lanes.keepsForecasts = true
    var point = SIMD8<Double>.zero
    for (index, parameter) in state["smoothing"].enumerated() { point[index] = parameter }
    lanes.finish([0], [Minimum(point: point, value: 0)])
    return FittedValues(start: 0, values: lanes.forecasts.map { prepared.scale.restore($0[0]) })
  }

  private static func form(_ state: ModelState) -> ComplexForm { ComplexForm.allCases[Int(state["form"][0])] }

  private static func parameters(_ state: ModelState) -> [8 of Double] {
    var parameters = [8 of Double](repeating: 0)
    for (index, parameter) in state["smoothing"].enumerated() { parameters[index] = parameter }
    return parameters
  }

  /// Hurvich and Tsai (1989), counting the smoothing parameters and the variance.
  private static func criterion(_ value: Double, _ form: ComplexForm, _ count: Int) -> Double {
    let parameters = Double(form.parameterCount + 1)
    let room = Double(count) - parameters - 1
    return value + 2 * parameters + (room > 0 ? 2 * parameters * (parameters + 1) / room : 1e6)
  }
}

extension ComplexLanes {
  /// Runs up to eight series with the parameters that were found for them.
  fileprivate mutating func finish(_ group: [Int], _ minima: [Minimum]) {
    var parameters = [8 of Lanes](repeating: .zero)
    for lane in 0..<Lanes.width {
      guard lane < group.count else {
        release(lane: lane)
        continue
      }
      _ = load(group[lane], lane: lane)
      for k in 0..<8 { parameters[k][lane] = minima[group[lane]].point[k] }
    }
    _ = evaluate(parameters)
  }

  fileprivate func state(_ lane: Int, _ point: SIMD8<Double>) -> ModelState {
    let states = states[lane: lane]
    var parameters: [ModelState.Parameter] = [
      .init("form", [Double(ComplexForm.allCases.firstIndex(of: form) ?? 0)]),
      .init("smoothing", (0..<form.parameterCount).map { point[$0] }),
      .init("level", [states.pair.level]), .init("potential", [states.pair.potential]),
    ]
    if form.isSeasonal {
      parameters.append(.init("season_level", states.months.map(\.level)))
      parameters.append(.init("season_potential", states.months.map(\.potential)))
    }
    return ModelState(parameters)
  }
}
