/// One watch over a series: how far it is from its limit and, if beyond, since when.
public struct DriftSignal: Hashable, Sendable, Codable {
  public let kind: Kind
  /// The figure in the last month.
  public let value: Double
  /// An alarm is a value whose size exceeds this.
  public let limit: Double
  /// The month in which the present alarm started; nil without an alarm.
  public let since: Month?

  /// What is watched.
  public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
    /// Forecast errors on one side (Trigg 1964): positive is under-forecast.
    case trackingSignal = "tracking_signal"
    /// A lasting shift of forecast errors (Page 1954): positive is under-forecast.
    case cumulativeSum = "cusum"
    /// Values of the last year that are spread otherwise than those before.
    case populationStability = "population_stability"
  }

  public init(kind: Kind, value: Double, limit: Double, since: Month?) {
    self.kind = kind
    self.value = value
    self.limit = limit
    self.since = since
  }

  public var isAlarm: Bool { since != nil }
}
