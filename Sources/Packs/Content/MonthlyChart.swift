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
  /// What the variances are on: prior year or plan.
  public var reference = Scenario.priorYear

  /// Every value that is drawn.
  var values: [Double] {
    points.flatMap { point in
      [
        point.actual, point.priorYear, point.plan, point.oneAhead, point.forecast, point.lower80, point.upper80,
      ].compactMap { $0?.doubleValue }
    }
  }

  /// One month; amounts of one domain.
  public struct Point: Hashable, Sendable {
    public var month: Month
    public var actual: Amount?
    public var priorYear: Amount?
    /// Nil where there is no plan, or its scope is not the whole domain.
    public var plan: Amount?
    /// What was forecast one month ahead.
    public var oneAhead: Amount?
    public var forecast: Amount?
    public var lower80: Amount?
    public var upper80: Amount?
    /// On the chart's reference, as in the table.
    public var variance: Cell
    public var percent: Cell
  }
}
