/// Exponential smoothing (Hyndman, Koehler, Ord and Snyder 2008) in the form of least corrected Akaike criterion;
/// smoothing parameters, first level and first slope are estimated, the first season is the shrunk index.
///
/// Parameters of a state: `form` (its rank among all forms), `alpha`, `beta`, `gamma`, `phi` (as in their
/// error-correction form; 0, 0 and 1 where there is no trend, season or damping), `first_level`, `first_slope`,
/// `first_season`, and `level`, `slope`, `season` after the last value, on the scale of the model.
public struct ExponentialSmoothing: LaneFittedModel {
  public let name: String
  public let version = "1"
  let minimumCount = 5
  /// The forms to choose from.
  let forms: [SmoothingForm]
  let plan: PreparedSeries.Plan
  /// The upper bound of the damping.
  let greatestPhi: Double
  /// Whether the information criterion counts a shrunk season as what is left of it; else as eleven parameters. The
  /// first chooses better among all forms, among those on logarithms it makes no difference.
  var countsShrunkSeason = false

  /// Additive forms without an undamped trend, on logarithms.
  public static let logarithmic = ExponentialSmoothing(
    name: "log_ets", forms: SmoothingForm.dampedAdditive,
    plan: .init(prefersLogarithm: true, yearWeight: nil), greatestPhi: 0.98)
  /// All admissible forms, on the values as they are.
  public static let automatic = ExponentialSmoothing(
    name: "auto_ets", forms: SmoothingForm.all, plan: .init(prefersLogarithm: false, yearWeight: nil),
    greatestPhi: 0.98, countsShrunkSeason: true)

  func fitAll(_ batch: [TimeSeries]) -> [Result<ModelFit, Unsuitable>] {
    var scratch: [Double] = []
    let prepared = batch.map { PreparedSeries($0, plan, scratch: &scratch).values }
    let isPositive = batch.map { $0.values.allSatisfy { $0 > 0 } }
    var best = [(criterion: Double, fit: ModelFit)?](repeating: nil, count: batch.count)
    for form in forms {
      let members = batch.indices.filter {
        (!form.isSeasonal || batch[$0].count >= 2 * SeasonalIndex.period)
          && (!form.needsPositive || isPositive[$0])
      }
      let subset = members.map { batch[$0] }
      var lanes = SmoothingLanes(form, prepared: members.map { prepared[$0] }, greatestPhi: greatestPhi)
      var minima = [Minimum](repeating: Minimum(point: .zero, value: Simplex.worst), count: subset.count)
      lanes.minimise(longestFirst(subset)) { minima[$0] = $1 }
      forEachGroup(subset) { group in
        let recursion = lanes.finish(group, minima)
        for (lane, index) in group.enumerated() {
          let criterion = lanes.informationCriterion(
            minima[index].value, index, countsShrunkSeason: countsShrunkSeason)
          guard criterion < best[members[index]]?.criterion ?? Simplex.worst else { continue }
          let fit = ModelFit(
            state: lanes.state(lane, recursion), rung: form.description,
            reason: "least corrected Akaike criterion, \(criterion)", usableRows: subset[index].count)
          best[members[index]] = (criterion, fit)
        }
      }
    }
    return best.map { best in
      best.map { .success($0.fit) } ?? .failure(Unsuitable("no form gives finite errors"))
    }
  }

  public func predict(_ state: ModelState, _ series: TimeSeries, horizons: Int) -> [Double] {
    let scale = ValueScale(series.values, prefersLogarithm: plan.prefersLogarithm)
    let recursion = Self.recursion(state)
    let season = state["season"]
    var carried = state["level"][0]
    var slope = state["slope"][0]
    return (0..<horizons).map { ahead in
      slope *= recursion.phi
      carried += slope
      return scale.restore(recursion.forecast(carried, season[(series.count + ahead) % SeasonalIndex.period]))
    }
  }

  public func fitted(_ state: ModelState, _ series: TimeSeries) -> FittedValues {
    var scratch: [Double] = []
    let prepared = PreparedSeries(series, plan, scratch: &scratch)
    let one = Self.recursion(state)
    var lanes = SmoothingLanes(one.form, prepared: [prepared.values], greatestPhi: greatestPhi)
    lanes.keepsForecasts = true
    let first = SmoothingStates<Double>(
      level: state["first_level"][0], slope: state["first_slope"][0], months: state["first_season"])
    lanes.load(0, states: first, lane: 0)
    let recursion = SmoothingRecursion(
      form: one.form, alpha: Lanes(repeating: one.alpha), beta: Lanes(repeating: one.beta),
      gamma: Lanes(repeating: one.gamma), phi: Lanes(repeating: one.phi))
    _ = lanes.evaluate(recursion)
    return FittedValues(start: 0, values: lanes.forecasts.map { prepared.scale.restore($0[0]) })
  }

  private static func recursion(_ state: ModelState) -> SmoothingRecursion<Double> {
    SmoothingRecursion(
      form: SmoothingForm.all[Int(state["form"][0])], alpha: state["alpha"][0], beta: state["beta"][0],
      gamma: state["gamma"][0], phi: state["phi"][0])
  }
}

extension SmoothingLanes {
  /// Runs up to eight series with the parameters that were found for them.
  fileprivate mutating func finish(_ group: [Int], _ minima: [Minimum]) -> SmoothingRecursion<Lanes> {
    var parameters = [8 of Lanes](repeating: .zero)
    for lane in 0..<Lanes.width {
      guard lane < group.count else {
        release(lane: lane)
        continue
      }
      _ = load(group[lane], lane: lane)
      for k in 0..<8 { parameters[k][lane] = minima[group[lane]].point[k] }
    }
    let recursion = decode(parameters)
    _ = evaluate(recursion)
    return recursion
  }

  fileprivate func state(_ lane: Int, _ recursion: SmoothingRecursion<Lanes>) -> ModelState {
    let last = states[lane: lane]
    let first = firstStates(lane)
    return ModelState([
      .init("form", [Double(SmoothingForm.all.firstIndex(of: form) ?? 0)]),
      .init("alpha", [recursion.alpha[lane]]), .init("beta", [recursion.beta[lane]]),
      .init("gamma", [recursion.gamma[lane]]), .init("phi", [recursion.phi[lane]]),
      .init("first_level", [first.level]), .init("first_slope", [first.slope]),
      .init("first_season", first.months), .init("level", [last.level]), .init("slope", [last.slope]),
      .init("season", last.months),
    ])
  }
}
