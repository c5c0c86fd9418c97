/// The same rate for every month ahead, for series that are never negative and often zero.
///
/// Parameters of a state: `rate` (expected demand a month), `alpha` (one a smoothed series, in the order in which
/// the method smooths them).
public struct IntermittentModel: LaneFittedModel {
  public let name: String
  public let version = "1"
  let minimumCount = 3
  let method: IntermittentMethod

  public static let croston = IntermittentModel(name: "croston", method: .croston)
  public static let syntetosBoylan = IntermittentModel(name: "sba", method: .syntetosBoylan)
  public static let teunterSyntetosBabai = IntermittentModel(name: "tsb", method: .teunterSyntetosBabai)
  public static let aggregate = IntermittentModel(name: "adida", method: .aggregate)
  public static let multipleAggregation = IntermittentModel(name: "imapa", method: .multipleAggregation)

  /// The customary smoothing of sizes, intervals and probabilities (Croston 1972).
  private static let alpha = 0.1
  /// Where the smoothing of blocks is searched.
  private static let bounds = 0.1...0.3

  func fitAll(_ batch: [TimeSeries]) -> [Result<ModelFit, Unsuitable>] {
    batch.map { series in
      guard series.values.allSatisfy({ $0 >= 0 }) else {
        return .failure(Unsuitable("it has a negative value, and demand has none"))
      }
      let demand = IntermittentDemand(series.values)
      guard !demand.sizes.isEmpty else {
        return .success(fit(rate: 0, alphas: [], reason: "every value is zero", series))
      }
      switch method {
      case .croston, .syntetosBoylan, .teunterSyntetosBabai:
        return .success(fit(rate: rates(demand)[series.count], alphas: [Self.alpha, Self.alpha], series))
      case .aggregate:
        return .success(aggregated(demand, [demand.meanInterval], series))
      case .multipleAggregation:
        return .success(aggregated(demand, Array(1...demand.meanInterval), series))
      }
    }
  }

  private func fit(rate: Double, alphas: [Double], reason: String = "", _ series: TimeSeries) -> ModelFit {
    ModelFit(
      state: ModelState([.init("rate", [rate]), .init("alpha", alphas)]), rung: name, reason: reason,
      usableRows: series.count)
  }

  /// The mean over block lengths of smoothed sums, each a month.
  private func aggregated(_ demand: IntermittentDemand, _ lengths: [Int], _ series: TimeSeries) -> ModelFit {
    let blocks = lengths.map { demand.sums(of: $0) }
    let alphas = blocks.map { LevelSmoothing.bestAlpha($0, in: Self.bounds) }
    var rate = 0.0
    for ((length, sums), alpha) in zip(zip(lengths, blocks), alphas) {
      rate += LevelSmoothing.levels(sums, alpha: alpha)[sums.count] / Double(length) / Double(lengths.count)
    }
    let listed = lengths.count == 1 ? "\(lengths[0])" : "1 to \(lengths.count)"
    return fit(rate: rate, alphas: alphas, reason: "blocks of \(listed) months", series)
  }

  /// The rate before each month and, last, after all of them; not for aggregation.
  private func rates(_ demand: IntermittentDemand) -> [Double] {
    let sizes = LevelSmoothing.levels(demand.sizes, alpha: Self.alpha)
    if method == .teunterSyntetosBabai {
      let probabilities = LevelSmoothing.levels(demand.values.map { $0 > 0 ? 1 : 0 }, alpha: Self.alpha)
      return probabilities.indices.map { sizes[demand.seen[$0]] * probabilities[$0] }
    }
    let intervals = LevelSmoothing.levels(demand.intervals, alpha: Self.alpha)
    let correction = method == .syntetosBoylan ? 1 - Self.alpha / 2 : 1
    return demand.seen.map { correction * sizes[$0] / intervals[$0] }
  }

  public func predict(_ state: ModelState, _ series: TimeSeries, horizons: Int) -> [Double] {
    Array(repeating: state["rate"][0], count: horizons)
  }

  /// None for aggregation: a block is known only when its last month is.
  public func fitted(_ state: ModelState, _ series: TimeSeries) -> FittedValues {
    let isBlock = method == .aggregate || method == .multipleAggregation
    let demand = IntermittentDemand(series.values)
    if isBlock { return FittedValues(start: series.count, values: []) }
    if demand.sizes.isEmpty { return FittedValues(start: 0, values: series.values.map { _ in 0 }) }
    return FittedValues(start: 0, values: rates(demand).dropLast())
  }
}
