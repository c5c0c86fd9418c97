import Domains
import Forecasting

/// Which figure of the views a cell shows.
public enum CellSource: Hashable, Sendable {
  /// A figure of `kpi_monthly_<domain>` as of the pack's month.
  case comparison(Comparison)
  /// A figure of `trend_<domain>` of the pack's run or, one month ahead, of the run of the month before.
  case trend(Trend)

  public struct Comparison: Hashable, Sendable {
    public var domain: String
    public var level: String
    public var keys: SeriesKey
    public var period: String
    public var comparison: String
    public var column: Column
  }

  public enum Column: String, Hashable, Sendable, CaseIterable {
    case value, reference, variance
    case percent = "variance_pct"
  }

  public struct Trend: Hashable, Sendable {
    public var domain: String
    public var level: String
    public var keys: SeriesKey
    public var month: Month
    public var figure: Figure
  }

  public enum Figure: String, Hashable, Sendable, CaseIterable {
    case actual, forecast, plan
    /// The forecast of the vintage one month before the row's month.
    case oneAhead = "forecast_1"
    case priorYear = "prior_year"
    case previous = "forecast_previous"
  }
}

extension KPIRow {
  func source(_ domain: String, _ column: CellSource.Column) -> CellSource {
    .comparison(
      CellSource.Comparison(
        domain: domain, level: level, keys: keys, period: period, comparison: comparison, column: column))
  }
}
