/// What an analyst says about one comparison: a row of `kpi_monthly_<domain>`.
public struct AnalystComment: Hashable, Sendable {
  public var domain: String
  public var level: String
  /// In the order of the domain's keys, `(all)` below the level.
  public var keys: SeriesKey
  /// month, ytd, r12, next_month, fy, next12.
  public var period: String
  /// ac_fc, ac_py, ac_pl, fc_prev, outlook_prev, outlook_py, outlook_pl.
  public var comparison: String
  /// The variance that the comment was written about, to its last digit.
  public var about: Amount
  public var author: String
  public var text: String

  public init(
    domain: String, level: String, keys: SeriesKey, period: String, comparison: String, about: Amount,
    author: String,
    text: String
  ) {
    self.domain = domain
    self.level = level
    self.keys = keys
    self.period = period
    self.comparison = comparison
    self.about = about
    self.author = author
    self.text = text
  }
}
