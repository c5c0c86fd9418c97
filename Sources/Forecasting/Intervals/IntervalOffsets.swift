/// Distances of the bounds of the 80 and 95 % intervals from the point forecast, one a horizon.
///
/// Invariant: finite, lower95 <= lower80 <= 0 <= upper80 <= upper95. They never get narrower with the horizon: in the
/// unit of the series where they come from backtest errors, relative to the forecast where the model gives them.
public struct IntervalOffsets: Hashable, Sendable, Codable {
  public var lower80: [Double]
  public var upper80: [Double]
  public var lower95: [Double]
  public var upper95: [Double]

  public init(lower80: [Double], upper80: [Double], lower95: [Double], upper95: [Double]) {
    self.lower80 = lower80
    self.upper80 = upper80
    self.lower95 = lower95
    self.upper95 = upper95
  }

  /// No horizon at all.
  public static let none = IntervalOffsets(lower80: [], upper80: [], lower95: [], upper95: [])
}
