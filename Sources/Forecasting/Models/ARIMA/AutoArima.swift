/// Seasonal ARIMA whose orders are found by the stepwise walk of Hyndman and Khandakar (2008), fitted by conditional
/// least squares and compared by the corrected Akaike criterion; on logarithms where all values are positive.
///
/// The state is that of `ArimaModel`.
public struct AutoArima: LaneFittedModel {
  public let name = "auto_arima"
  public let version = "1"
  let minimumCount = 14

  private static let plan = PreparedSeries.Plan(prefersLogarithm: true, yearWeight: nil)
  /// Forecasts from an order that is known.
  private static let known = ArimaModel(name: "auto_arima", plan: plan, seasonalOrders: [], plainOrders: [])

  public init() {}

  func fitAll(_ batch: [TimeSeries]) -> [Result<ModelFit, Unsuitable>] {
    var scratch: [Double] = []
    let prepared = batch.map { PreparedSeries($0, Self.plan, scratch: &scratch).values }
    var searches = prepared.map { OrderSearch($0) }
    var best = [ArimaModel.Candidate?](repeating: nil, count: batch.count)
    while true {
      // Series that ask for the same order are fitted side by side.
      var wanted: [ArimaOrder: [Int]] = [:]
      for index in batch.indices {
        for order in searches[index].next() { wanted[order, default: []].append(index) }
      }
      if wanted.isEmpty { break }
      for order in wanted.keys.sorted(by: { $0.description < $1.description }) {
        for (index, candidate) in ArimaModel.candidates(order, wanted[order] ?? [], prepared) {
          searches[index].tell(order, candidate.criterion)
          if candidate.criterion < best[index]?.criterion ?? Simplex.worst { best[index] = candidate }
        }
      }
    }
    return best.map { best in
      best.map { .success($0.fit) } ?? .failure(Unsuitable("no order gives finite errors"))
    }
  }

  public func predict(_ state: ModelState, _ series: TimeSeries, horizons: Int) -> [Double] {
    Self.known.predict(state, series, horizons: horizons)
  }

  public func fitted(_ state: ModelState, _ series: TimeSeries) -> FittedValues {
    Self.known.fitted(state, series)
  }
}
