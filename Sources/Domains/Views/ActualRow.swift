import Forecasting

/// One row of a table `actual_<domain>`. Grain: month x leaf series.
public struct ActualRow: Hashable, Sendable {
  public var month: Month
  public var keys: SeriesKey
  public var value: Amount
  /// Nil where the domain has no such column.
  public var units: Amount?
  public var inflow: Amount?
  public var outflow: Amount?
  public var revaluation: Amount?
  public var isComplete: Bool

  public init(
    month: Month, keys: SeriesKey, value: Amount, units: Amount? = nil, inflow: Amount? = nil,
    outflow: Amount? = nil, revaluation: Amount? = nil, isComplete: Bool
  ) {
    self.month = month
    self.keys = keys
    self.value = value
    self.units = units
    self.inflow = inflow
    self.outflow = outflow
    self.revaluation = revaluation
    self.isComplete = isComplete
  }
}
