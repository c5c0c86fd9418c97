/// Forecasts of one panel: horizon h of every list is its element h - 1, the month `asOf + h`.
public struct Predictions: Hashable, Sendable, Codable {
  public let asOf: Month
  /// One a leaf series, in the order of the panel.
  public let leaves: [SeriesForecast]
  /// `levels[l][n]` belongs to `grouping.levels[l].nodes[n]`.
  public let levels: [[NodeForecast]]

  public init(asOf: Month, leaves: [SeriesForecast], levels: [[NodeForecast]]) {
    self.asOf = asOf
    self.leaves = leaves
    self.levels = levels
  }
}
