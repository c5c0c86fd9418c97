import Forecasting

/// One thing that is not as it should be in the data, named so that a reader can look at the rows.
public struct Finding: Hashable, Sendable {
  public let severity: Severity
  /// What kind: `duplicate`, `gap`, `incomplete_month`, `negative`, `short_series`, `control_total`, …
  public let code: String
  public let domain: String
  public let series: SeriesKey?
  public let month: Month?
  /// How many rows or months it is about.
  public let count: Int
  /// One sentence: what, where, what to do.
  public let message: String

  /// `stop` ends the run before anything is published.
  public enum Severity: String, Hashable, Sendable, CaseIterable { case info, warning, stop }

  public init(
    severity: Severity, code: String, domain: String, series: SeriesKey? = nil, month: Month? = nil,
    count: Int = 1, message: String
  ) {
    self.severity = severity
    self.code = code
    self.domain = domain
    self.series = series
    self.month = month
    self.count = count
    self.message = message
  }
}
