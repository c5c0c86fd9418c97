/// An autoregression on the first or the seasonal differences of logarithms (of the values as they are, where one
/// is not positive), with a drift that fades by a tenth each month.
///
/// Parameters of a state: `coefficients`, `variance` (of the one-step errors), `drift` (mean difference),
/// `season` for the form that takes it out; all on the scale of the model.
public struct BurgModel: LaneFittedModel {
  public let name: String
  public let version = "1"
  /// Months between the two values of a difference.
  let lag: Int
  let maximumOrder: Int
  /// Whether differences are taken from their mean, which is added back while it fades.
  let hasDrift: Bool
  let plan: PreparedSeries.Plan
  let minimumCount: Int

  private static let damping = 0.9

  /// First differences of seasonally adjusted values, without drift.
  public static let seasonallyAdjusted = BurgModel(
    name: "burg_seasonally_adjusted", lag: 1, maximumOrder: 13, hasDrift: false,
    plan: .init(prefersLogarithm: true, yearWeight: 0.85), minimumCount: 7)
  /// Differences to the same month of the year before.
  public static let seasonalDifference = BurgModel(
    name: "burg_seasonal_difference", lag: 12, maximumOrder: 25, hasDrift: true,
    plan: .init(prefersLogarithm: true, yearWeight: nil), minimumCount: 26)
  /// First differences with the season left to three years of lags.
  public static let difference = BurgModel(
    name: "burg_difference", lag: 1, maximumOrder: 37, hasDrift: true,
    plan: .init(prefersLogarithm: true, yearWeight: nil), minimumCount: 15)

  func fitAll(_ batch: [TimeSeries]) -> [Result<ModelFit, Unsuitable>] {
    var index: [Double] = []
    var scratch: [Double] = []
    return batch.map { series in
      let prepared = PreparedSeries(series, plan, scratch: &index)
      var differences = differences(prepared.values)
      var drift = 0.0
      if hasDrift {
        for difference in differences { drift += difference }
        drift /= Double(differences.count)
        for time in differences.indices { differences[time] -= drift }
      }
      let regression = BurgRegression(differences, maximumOrder: maximumOrder, scratch: &scratch)
      var state = ModelState([
        .init("coefficients", regression.coefficients), .init("variance", [regression.variance]),
        .init("drift", [drift]),
      ])
      if plan.yearWeight != nil { state.parameters.append(prepared.seasonParameter) }
      let rung = "order_\(regression.coefficients.count)"
      return .success(ModelFit(state: state, rung: rung, usableRows: differences.count))
    }
  }

  public func predict(_ state: ModelState, _ series: TimeSeries, horizons: Int) -> [Double] {
    let prepared = PreparedSeries(series, plan, state: state)
    let regression = Self.regression(state)
    let drift = state["drift"][0]
    let count = prepared.values.count
    var values = prepared.values
    var differences = differences(values).map { $0 - drift }
    // A first difference fades from the first step on, a seasonal one from the second.
    var fading = lag == 1 ? drift * Self.damping : drift
    for _ in 0..<horizons {
      let next = regression.forecast(differences, at: differences.count)
      differences.append(next)
      values.append(values[values.count - lag] + next + fading)
      fading *= Self.damping
    }
    return (count..<(count + horizons)).map { prepared.restore(values[$0], at: $0) }
  }

  public func fitted(_ state: ModelState, _ series: TimeSeries) -> FittedValues {
    let prepared = PreparedSeries(series, plan, state: state)
    let regression = Self.regression(state)
    let drift = state["drift"][0]
    let differences = differences(prepared.values).map { $0 - drift }
    let values = differences.indices.map { time in
      let change = drift + regression.forecast(differences, at: time)
      return prepared.restore(prepared.values[time] + change, at: time + lag)
    }
    return FittedValues(start: lag, values: values)
  }

  private func differences(_ values: [Double]) -> [Double] {
    (min(lag, values.count)..<values.count).map { values[$0] - values[$0 - lag] }
  }

  /// For series too short to fit: a random walk with their own steps.
  func withoutOrder(_ series: TimeSeries) -> BurgRegression {
    var index: [Double] = []
    let steps = differences(PreparedSeries(series, plan, scratch: &index).values)
    var squares = 0.0
    for step in steps { squares += step * step }
    return BurgRegression(coefficients: [], variance: squares / Double(max(1, steps.count)))
  }

  static func regression(_ state: ModelState) -> BurgRegression {
    BurgRegression(coefficients: state["coefficients"], variance: state["variance"][0])
  }
}
