import Forecasting

/// One row of a view `stock_bridge_<domain>`: opening + inflow - outflow + revaluation = closing.
/// Grain: as-of month x level and keys x month.
public struct StockBridgeRow: Hashable, Sendable {
  public var asOfMonth: Month
  public var level: String
  public var keys: SeriesKey
  public var month: Month
  /// Nil in the first month that is known.
  public var opening: Amount?
  public var inflow: Amount?
  public var outflow: Amount?
  public var revaluation: Amount?
  public var closing: Amount
  public var unit: String

  public init(
    asOfMonth: Month, level: String, keys: SeriesKey, month: Month, opening: Amount?, inflow: Amount?,
    outflow: Amount?, revaluation: Amount?, closing: Amount, unit: String
  ) {
    self.asOfMonth = asOfMonth
    self.level = level
    self.keys = keys
    self.month = month
    self.opening = opening
    self.inflow = inflow
    self.outflow = outflow
    self.revaluation = revaluation
    self.closing = closing
    self.unit = unit
  }
}
