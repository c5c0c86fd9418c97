/// Theta (Assimakopoulos and Nikolopoulos 2000) on the means of 3-month blocks, counted from the end, of seasonally
/// adjusted logarithms; months lie on straight lines between the middles of blocks.
///
/// Averaging takes out what moves within a quarter, so that a slow level shows. Parameters of a state: `smoothing`,
/// `level` (of the theta line 2 after the last block), `intercept` and `slope` (of the trend line; block 1 is the
/// first), `last_block` (its mean), `blocks` (how many), `season`.
public struct BlockTheta: LaneFittedModel {
  public let name = "block_theta"
  public let version = "1"
  let minimumCount = 4 * months

  private static let months = 3
  private static let plan = PreparedSeries.Plan(prefersLogarithm: true, yearWeight: 0.85)
  private static let search = LaneGoldenSection(
    grid: [0.0001, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.97, 0.9999], steps: 14)

  public init() {}

  func fitAll(_ batch: [TimeSeries]) -> [Result<ModelFit, Unsuitable>] {
    var results = [Result<ModelFit, Unsuitable>](repeating: .failure(Unsuitable("")), count: batch.count)
    var lanes = LevelSmoothingLanes(capacity: (batch.map(\.count).max() ?? 0) / Self.months)
    var scratch: [Double] = []
    forEachGroup(batch) { group in
      let prepared = group.map { PreparedSeries(batch[$0], Self.plan, scratch: &scratch) }
      let blocks = prepared.map { Self.blockMeans($0.values) }
      let trends = blocks.map { LinearTrend($0) }
      lanes.load(
        zip(blocks, trends).map { means, trend in
          means.enumerated().map { 2 * $1 - trend[Double($0 + 1)] }
        })
      let smoothing = Self.search.minimise { lanes.fit($0).criterion }
      let levels = lanes.fit(smoothing).lastLevel
      for (lane, index) in group.enumerated() {
        let means = blocks[lane]
        let state = ModelState([
          .init("smoothing", [smoothing[lane]]), .init("level", [levels[lane]]),
          .init("intercept", [trends[lane].intercept]), .init("slope", [trends[lane].slope]),
          .init("last_block", [means[means.count - 1]]), .init("blocks", [Double(means.count)]),
          prepared[lane].seasonParameter,
        ])
        results[index] = .success(
          ModelFit(state: state, rung: "blocks_of_\(Self.months)", usableRows: batch[index].count))
      }
    }
    return results
  }

  public func predict(_ state: ModelState, _ series: TimeSeries, horizons: Int) -> [Double] {
    let count = series.count
    let prepared = PreparedSeries(series, Self.plan, state: state)
    /// Block 0 is the last one seen.
    func block(_ ahead: Int) -> Double {
      guard ahead > 0 else { return state["last_block"][0] }
      let trend = state["intercept"][0] + state["slope"][0] * (state["blocks"][0] + Double(ahead))
      return 0.5 * state["level"][0] + 0.5 * trend
    }
    return (1...max(horizons, 1)).prefix(horizons).map { horizon in
      // Distance from the middle of the last block, in blocks.
      let distance = (Double(horizon) + Double(Self.months - 1) / 2) / Double(Self.months)
      let before = Int(distance)
      let share = distance - Double(before)
      let value = block(before) + share * (block(before + 1) - block(before))
      return prepared.restore(value, at: count + horizon - 1)
    }
  }

  /// None: a block is known only when its last month is.
  public func fitted(_ state: ModelState, _ series: TimeSeries) -> FittedValues {
    FittedValues(start: series.count, values: [])
  }

  private static func blockMeans(_ values: [Double]) -> [Double] {
    stride(from: values.count % months, to: values.count, by: months).map { start in
      var sum = 0.0
      for time in start..<(start + months) { sum += values[time] }
      return sum / Double(months)
    }
  }
}
