import Forecasting

/// One row of a view `kpi_monthly_<domain>`. Grain: as-of month x level and keys x period x comparison.
public struct KPIRow: Hashable, Sendable {
  public var asOfMonth: Month
  public var runID: String
  public var level: String
  /// In the order of the domain's keys, `(all)` below the level.
  public var keys: SeriesKey
  /// month, ytd, r12, next_month, fy, next12.
  public var period: String
  public var periodStart: Month
  public var periodEnd: Month
  /// ac_fc, ac_py, ac_pl, fc_prev, outlook_prev, outlook_py, outlook_pl.
  public var comparison: String
  public var value: Amount?
  public var reference: Amount?
  public var variance: Amount?
  /// The unit of `variance`: the domain's unit, or `pp`.
  public var varianceUnit: String
  /// A fraction (0.25 is 25 %); nil when `percentStatus` says why.
  public var variancePercent: Double?
  /// ok, no_reference, negative_base, zero_base, sign_change, no_value, new, not_forecast, not_planned,
  /// out_of_scope.
  public var percentStatus: String
  /// -1 bad, 0 neutral, +1 good.
  public var impact: Int?
  public var monthsActual: Int
  public var monthsForecast: Int
  /// What the reference covers where it is not everything: `reseller`; nil for everything.
  public var scope: String?
  public var lower80: Amount?
  public var upper80: Amount?
  public var unit: String

  public init(
    asOfMonth: Month, runID: String, level: String, keys: SeriesKey, period: String, periodStart: Month,
    periodEnd: Month, comparison: String, value: Amount?, reference: Amount?, variance: Amount?,
    varianceUnit: String, variancePercent: Double?, percentStatus: String, impact: Int?, monthsActual: Int,
    monthsForecast: Int, scope: String?, lower80: Amount?, upper80: Amount?, unit: String
  ) {
    self.asOfMonth = asOfMonth
    self.runID = runID
    self.level = level
    self.keys = keys
    self.period = period
    self.periodStart = periodStart
    self.periodEnd = periodEnd
    self.comparison = comparison
    self.value = value
    self.reference = reference
    self.variance = variance
    self.varianceUnit = varianceUnit
    self.variancePercent = variancePercent
    self.percentStatus = percentStatus
    self.impact = impact
    self.monthsActual = monthsActual
    self.monthsForecast = monthsForecast
    self.scope = scope
    self.lower80 = lower80
    self.upper80 = upper80
    self.unit = unit
  }
}
