/// How the forecasts of leaves and upper levels are made to agree.
public enum ReconciliationMethod: String, Hashable, Sendable, Codable, CaseIterable {
  /// Leaves as they are; an upper value is the sum of its leaves.
  case bottomUp = "bottom_up"
  /// The forecast of the total, shared out as the leaves' own forecasts are (Athanasopoulos and others 2009).
  case topDown = "top_down"
  /// Every node has a say, weighted by the variance of its one-month backtest errors (Hyndman and others 2016).
  case weightedLeastSquares = "wls"
  /// As `wls`, with the covariance of the errors, shrunk to its diagonal (Wickramasuriya and others 2019).
  case minimumTrace = "mint_shrink"

  /// Whether weights come from backtest errors.
  var needsErrors: Bool { self == .weightedLeastSquares || self == .minimumTrace }

  /// Throws `ForecastingError.malformedGrouping` where a weighted method would need too much memory (the square of
  /// the upper nodes) or time (the square of all series).
  func validate(_ grouping: Grouping, leafCount: Int) throws(ForecastingError) {
    let nodes = grouping.levels.reduce(0) { $0 + $1.nodes.count }
    guard !needsErrors || nodes <= 1000 else {
      throw .malformedGrouping("\(rawValue) weighs up to 1000 nodes, not \(nodes); use bottom_up or top_down")
    }
    guard self != .minimumTrace || nodes + leafCount <= 5000 else {
      throw .malformedGrouping("mint_shrink weighs up to 5000 series, not \(nodes + leafCount); use wls")
    }
  }
}
