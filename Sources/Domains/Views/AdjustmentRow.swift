import Forecasting

/// One row of a view `forecast_adjustment_<domain>`. Grain: adjustment of a current run.
public struct AdjustmentRow: Hashable, Sendable {
  public var month: Month
  public var keys: SeriesKey
  /// Added to the model's forecast.
  public var amount: Amount
  public var reason: String
  public var author: String

  public init(month: Month, keys: SeriesKey, amount: Amount, reason: String, author: String) {
    self.month = month
    self.keys = keys
    self.amount = amount
    self.reason = reason
    self.author = author
  }
}
