import Forecasting

/// One row of a view `actual_vs_forecast_<domain>` or `trend_<domain>`.
/// Grain: run x target month x leaf series (or x level and keys in `trend_`).
public struct ActualForecastRow: Hashable, Sendable {
  public var runID: String
  public var asOfMonth: Month
  public var level: String
  public var keys: SeriesKey
  public var month: Month
  /// Nil for months that the run had already seen.
  public var horizon: Int?
  public var isComplete: Bool
  public var actual: Amount?
  /// `modelForecast` plus `adjustment`.
  public var forecast: Amount?
  public var modelForecast: Amount?
  public var adjustment: Amount?
  public var lower80: Amount?
  public var upper80: Amount?
  public var lower95: Amount?
  public var upper95: Amount?
  public var forecastPrevious: Amount?
  public var seasonalNaive: Amount?
  public var priorYear: Amount?
  /// Nil outside the plan's scope.
  public var plan: Amount?
  /// The plan's version; nil outside its scope.
  public var planVersion: String?
  /// What the plan covers: `Reseller`, or `(all)`; nil outside it.
  public var planScope: String?
  public var modelName: String?

  public init(
    runID: String, asOfMonth: Month, level: String, keys: SeriesKey, month: Month, horizon: Int?,
    isComplete: Bool, actual: Amount?, forecast: Amount?, lower80: Amount?, upper80: Amount?, lower95: Amount?,
    upper95: Amount?, forecastPrevious: Amount?, seasonalNaive: Amount?, priorYear: Amount?, plan: Amount?,
    modelForecast: Amount? = nil, adjustment: Amount? = nil, planVersion: String? = nil,
    planScope: String? = nil, modelName: String?
  ) {
    self.runID = runID
    self.asOfMonth = asOfMonth
    self.level = level
    self.keys = keys
    self.month = month
    self.horizon = horizon
    self.isComplete = isComplete
    self.actual = actual
    self.forecast = forecast
    self.modelForecast = modelForecast
    self.adjustment = adjustment
    self.lower80 = lower80
    self.upper80 = upper80
    self.lower95 = lower95
    self.upper95 = upper95
    self.forecastPrevious = forecastPrevious
    self.seasonalNaive = seasonalNaive
    self.priorYear = priorYear
    self.plan = plan
    self.planVersion = planVersion
    self.planScope = planScope
    self.modelName = modelName
  }
}
