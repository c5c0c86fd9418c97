/// One-step forecasts within a series.
public struct FittedValues: Hashable, Sendable {
  /// How many of the first observations have none.
  public let start: Int
  /// One for each observation from `start` on.
  public let values: [Double]

  public init(start: Int, values: [Double]) {
    self.start = start
    self.values = values
  }
}
