/// Turns backtests into rows of errors, the model always beside linear regression, naive and
/// seasonal naive.
enum Evaluation {
  /// The rows of one level: all nodes pooled first, then node by node. `final` and `base` are the forecasts of
  /// the same nodes after and before reconciliation, `regression` those of linear regression.
  static func rows(
    level: String, final: [Backtest], base: [Backtest], regression: [Backtest], horizons: Int
  ) -> [EvaluationRow] {
    let methods = EvaluationMethod.allCases
    var pooled = [ErrorSums](repeating: ErrorSums(), count: methods.count * horizons)
    var rows: [EvaluationRow] = []
    rows.reserveCapacity((final.count + 1) * pooled.count)
    func append(_ sums: [ErrorSums], node: Int?) {
      for (index, method) in methods.enumerated() {
        for horizon in 1...horizons {
          rows.append(
            sums[index * horizons + horizon - 1]
              .row(level: level, node: node, method: method, horizon: horizon))
        }
      }
    }
    let nodes = final.indices.map {
      sums(final: final[$0], base: base[$0], regression: regression[$0], horizons: horizons)
    }
    for node in nodes { for index in pooled.indices { pooled[index].add(node[index]) } }
    append(pooled, node: nil)
    for (node, sums) in nodes.enumerated() { append(sums, node: node) }
    return rows
  }

  /// In the order of `EvaluationMethod.allCases`, then horizon.
  private static func sums(
    final: Backtest, base: Backtest, regression: Backtest, horizons: Int
  ) -> [ErrorSums] {
    var sums = [ErrorSums](repeating: ErrorSums(), count: EvaluationMethod.allCases.count * horizons)
    for origin in 0..<final.origins {
      let scale = final.seasonalScale(origin)
      for horizon in 1...final.realised(origin) {
        let actual = final.actual(origin, horizon)
        for (index, method) in EvaluationMethod.allCases.enumerated() {
          let forecast: Double? =
            switch method {
            case .final: final.forecast(origin, horizon)
            case .model: base.forecast(origin, horizon)
            case .linearRegression: regression.forecast(origin, horizon)
            case .naive: final.naive(origin)
            case .seasonalNaive: final.seasonalNaive(origin, horizon)
            }
          guard let forecast else { continue }
          sums[index * horizons + horizon - 1].add(actual: actual, forecast: forecast, scale: scale)
        }
      }
    }
    return sums
  }
}
