import Domains
import Forecasting

/// How the forecast of one month moved over the vintages, and what it became.
public struct ConeChart: Hashable, Sendable {
  public var id: String
  public var title: Title
  public var summary: String
  /// The month that was forecast.
  public var target: Month
  /// Nil for a month ahead.
  public var actual: Amount?
  /// The oldest vintage first.
  public var points: [Point]
  public var data: Table

  public struct Point: Hashable, Sendable {
    /// The as-of month of the vintage.
    public var vintage: Month
    public var forecast: Amount
    public var lower80: Amount?
    public var upper80: Amount?
  }
}
