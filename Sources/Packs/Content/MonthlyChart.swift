import Domains
import Forecasting

/// Months seen and months ahead of one measure, with the table behind them.
public struct MonthlyChart: Hashable, Sendable {
  public var id: String
  public var title: Title
  /// For those who cannot see it.
  public var summary: String
  public var asOf: Month
  public var points: [Point]
  public var data: Table

  /// One month; amounts of one domain.
  public struct Point: Hashable, Sendable {
    public var month: Month
    public var actual: Amount?
    public var priorYear: Amount?
    /// What was forecast one month ahead.
    public var oneAhead: Amount?
    public var forecast: Amount?
    public var lower80: Amount?
    public var upper80: Amount?
  }
}
