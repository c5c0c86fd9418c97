import Domains
import Forecasting

/// What somebody adds to one month's forecast of a leaf series.
public struct Adjustment: Hashable, Sendable {
  public let month: Month
  public let keys: SeriesKey
  /// Added to the model's forecast, in the domain's unit; never zero.
  public let amount: Amount
  public let reason: String
  public let author: String
  /// Where it stands in its file, from 1.
  public let line: Int

  public init(month: Month, keys: SeriesKey, amount: Amount, reason: String, author: String, line: Int) {
    self.month = month
    self.keys = keys
    self.amount = amount
    self.reason = reason
    self.author = author
    self.line = line
  }
}
