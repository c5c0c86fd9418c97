import Forecasting

/// One row of a view `forecast_value_added_<domain>`.
/// Grain: as-of month x window x level and keys x horizon x origin x step.
public struct ValueAddedRow: Hashable, Sendable {
  public var windowMonths: Int
  public var level: String
  public var keys: SeriesKey
  public var horizon: Int
  /// live, backfilled.
  public var origin: String
  /// seasonal_naive, model, reconciled, adjusted: each makes the forecast from the one before.
  public var step: String
  /// The same for every step.
  public var pairs: Int
  /// Pairs in which the step changed the forecast; nil for the first.
  public var changedPairs: Int?
  public var sumAbsoluteActual: Amount
  public var sumAbsoluteError: Amount
  /// Error before the step minus error after it: positive is better. Nil for the first.
  public var valueAdded: Amount?
  public var wape: Double?

  public init(
    windowMonths: Int, level: String, keys: SeriesKey, horizon: Int, origin: String, step: String, pairs: Int,
    changedPairs: Int?, sumAbsoluteActual: Amount, sumAbsoluteError: Amount, valueAdded: Amount?, wape: Double?
  ) {
    self.windowMonths = windowMonths
    self.level = level
    self.keys = keys
    self.horizon = horizon
    self.origin = origin
    self.step = step
    self.pairs = pairs
    self.changedPairs = changedPairs
    self.sumAbsoluteActual = sumAbsoluteActual
    self.sumAbsoluteError = sumAbsoluteError
    self.valueAdded = valueAdded
    self.wape = wape
  }
}
