import Forecasting

/// One row of a view `outlook_bridge_<domain>`: from the last outlook of the fiscal year to this one.
/// Grain: as-of month x level and keys.
///
/// `lastOutlook + deltaForecast + revision + restatement = outlook`, exactly.
public struct OutlookBridgeRow: Hashable, Sendable {
  public var asOfMonth: Month
  public var level: String
  public var keys: SeriesKey
  /// The months that the outlook covers: the fiscal year, or its last month for a stock.
  public var periodStart: Month
  public var periodEnd: Month
  public var lastOutlook: Amount
  /// Actual less forecast of the as-of month.
  public var deltaForecast: Amount
  /// What this vintage forecasts less what the last did, over the months that are left.
  public var revision: Amount
  /// What became of earlier actuals of the year.
  public var restatement: Amount
  public var outlook: Amount
  public var unit: String

  public init(
    asOfMonth: Month, level: String, keys: SeriesKey, periodStart: Month, periodEnd: Month, lastOutlook: Amount,
    deltaForecast: Amount, revision: Amount, restatement: Amount, outlook: Amount, unit: String
  ) {
    self.asOfMonth = asOfMonth
    self.level = level
    self.keys = keys
    self.periodStart = periodStart
    self.periodEnd = periodEnd
    self.lastOutlook = lastOutlook
    self.deltaForecast = deltaForecast
    self.revision = revision
    self.restatement = restatement
    self.outlook = outlook
    self.unit = unit
  }
}
