/// Seasonal ARIMA by conditional least squares, the order chosen from a short list by the corrected Akaike
/// criterion; on logarithms where all values are positive.
///
/// Parameters of a state: `order` (p, d, q, P, D, Q, 1 if there is a mean), `ar`, `ma`, `seasonal_ar`, `seasonal_ma`,
/// `mean` (of the differenced series), on the scale of the model.
public struct ArimaModel: LaneFittedModel {
  public let name: String
  public let version = "1"
  let minimumCount = 14
  let plan: PreparedSeries.Plan
  /// Orders for series with a season, and for those without or with less than 38 months.
  let seasonalOrders: [ArimaOrder]
  let plainOrders: [ArimaOrder]

  private static let fewestDifferences = 10
  private static let fewestSeasonal = 38

  /// Fifteen orders that cover what monthly series need.
  public static let logarithmic = ArimaModel(
    name: "log_arima", plan: .init(prefersLogarithm: true, yearWeight: nil),
    seasonalOrders: [
      ArimaOrder(0, 1, 1, seasonal: (0, 1, 1)), ArimaOrder(1, 1, 1, seasonal: (0, 1, 1)),
      ArimaOrder(2, 1, 0, seasonal: (0, 1, 1)), ArimaOrder(2, 1, 1, seasonal: (0, 1, 1)),
      ArimaOrder(1, 0, 0, seasonal: (0, 1, 1), mean: true),
      ArimaOrder(2, 0, 0, seasonal: (0, 1, 1), mean: true),
      ArimaOrder(1, 0, 1, seasonal: (0, 1, 1), mean: true),
    ],
    plainOrders: [
      ArimaOrder(0, 1, 1), ArimaOrder(0, 1, 1, mean: true), ArimaOrder(1, 1, 1),
      ArimaOrder(0, 1, 1, seasonal: (1, 0, 1)), ArimaOrder(1, 1, 1, seasonal: (1, 0, 1)), ArimaOrder(0, 1, 0),
      ArimaOrder(2, 1, 0, seasonal: (1, 0, 0)), ArimaOrder(2, 1, 1, mean: true),
    ])

  func fitAll(_ batch: [TimeSeries]) -> [Result<ModelFit, Unsuitable>] {
    var scratch: [Double] = []
    let prepared = batch.map { PreparedSeries($0, plan, scratch: &scratch).values }
    let isSeasonal = batch.map {
      $0.count >= Self.fewestSeasonal && SeasonalityTest.isSeasonal($0.values)
    }
    var best = [Candidate?](repeating: nil, count: batch.count)
    for (orders, season) in [(seasonalOrders, true), (plainOrders, false)] {
      let members = batch.indices.filter { isSeasonal[$0] == season }
      for order in orders {
        for (index, candidate) in Self.candidates(order, members, prepared)
        where candidate.criterion < best[index]?.criterion ?? Simplex.worst {
          best[index] = candidate
        }
      }
    }
    return best.map { best in
      best.map { .success($0.fit) } ?? .failure(Unsuitable("no order gives finite errors"))
    }
  }

  /// One order fitted to a series.
  struct Candidate {
    let criterion: Double
    let fit: ModelFit
  }

  /// Fits an order to those of `members` (indices of `prepared`, which is on the scale of the model) that are long
  /// enough for it.
  static func candidates(
    _ order: ArimaOrder, _ members: [Int], _ prepared: [[Double]]
  ) -> [(index: Int, candidate: Candidate)] {
    let fewest = order.lost + max(fewestDifferences, 2 * order.skipped)
    let differencing = Differencing(order)
    let members = members.filter { prepared[$0].count >= fewest }.sorted {
      (prepared[$1].count, $0) < (prepared[$0].count, $1)
    }
    let differenced = members.map { differencing.apply(prepared[$0]) }
    var lanes = ArimaLanes(order, differenced: differenced)
    var found: [(index: Int, candidate: Candidate)] = []
    lanes.minimise(Array(members.indices)) { place, minimum in
      let count = differenced[place].count
      let criterion = criterion(minimum.value, order, count)
      let fit = fit(order, minimum, criterion, count)
      found.append((members[place], Candidate(criterion: criterion, fit: fit)))
    }
    return found
  }

  private static func fit(
    _ order: ArimaOrder, _ minimum: Minimum, _ criterion: Double, _ count: Int
  ) -> ModelFit {
    var parameters = [8 of Double](repeating: 0)
    for k in 0..<8 { parameters[k] = minimum.point[k] }
    let (recursion, mean) = order.decode(parameters)
    let state = ModelState([
      .init(
        "order",
        [order.p, order.d, order.q, order.seasonalP, order.seasonalD, order.seasonalQ, order.hasMean ? 1 : 0]
          .map { Double($0) }),
      .init("ar", (0..<order.p).map { recursion.ar[$0] }), .init("ma", (0..<order.q).map { recursion.ma[$0] }),
      .init("seasonal_ar", (0..<order.seasonalP).map { recursion.seasonalAR[$0] }),
      .init("seasonal_ma", (0..<order.seasonalQ).map { recursion.seasonalMA[$0] }), .init("mean", [mean]),
    ])
    return ModelFit(
      state: state, rung: order.description, reason: "least corrected Akaike criterion, \(criterion)",
      usableRows: count)
  }

  /// Hurvich and Tsai (1989), counting the variance.
  private static func criterion(_ value: Double, _ order: ArimaOrder, _ count: Int) -> Double {
    let parameters = Double(order.searched + 1)
    let room = Double(count) - parameters - 1
    return value + 2 * parameters + (room > 0 ? 2 * parameters * (parameters + 1) / room : 1e6)
  }

  public func predict(_ state: ModelState, _ series: TimeSeries, horizons: Int) -> [Double] {
    let fitted = FittedArima(state)
    let scale = ValueScale(series.values, prefersLogarithm: plan.prefersLogarithm)
    let values = series.values.map(scale.transform)
    let differencing = Differencing(fitted.order)
    let following = fitted.run(differencing.apply(values), horizons: horizons).forecasts
    return differencing.undo(following, after: values).map(scale.restore)
  }

  public func fitted(_ state: ModelState, _ series: TimeSeries) -> FittedValues {
    let fitted = FittedArima(state)
    let scale = ValueScale(series.values, prefersLogarithm: plan.prefersLogarithm)
    let values = series.values.map(scale.transform)
    let errors = fitted.run(Differencing(fitted.order).apply(values), horizons: 0).errors
    let start = fitted.order.lost
    return FittedValues(
      start: start, values: errors.enumerated().map { scale.restore(values[start + $0] - $1) })
  }
}
