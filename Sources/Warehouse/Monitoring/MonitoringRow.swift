import Forecasting

/// A row of the view `forecast_monitoring`. Grain: current run x measure x leaf or node x horizon.
public struct MonitoringRow: Hashable, Sendable {
  public let domain: String
  public let runID: String
  public let asOf: Month
  public let measure: MonitoringMeasure
  public let level: String
  /// The keys, as they are shown.
  public let series: String
  /// In months; 0 is of the data.
  public let horizon: Int
  /// Forecasts with an actual, or months of data.
  public let pairs: Int
  public let value: Double
  /// Nil where nothing is an alert.
  public let limit: Double?
  /// The first vintage of alerts without a break; nil without an alert.
  public let alertSince: Month?

  public init(
    domain: String, runID: String, asOf: Month, measure: MonitoringMeasure, level: String, series: String,
    horizon: Int, pairs: Int, value: Double, limit: Double?, alertSince: Month?
  ) {
    self.domain = domain
    self.runID = runID
    self.asOf = asOf
    self.measure = measure
    self.level = level
    self.series = series
    self.horizon = horizon
    self.pairs = pairs
    self.value = value
    self.limit = limit
    self.alertSince = alertSince
  }

  public var isAlert: Bool { alertSince != nil }
}
