import Forecasting

/// One row of a view `forecast_accuracy_<domain>`.
/// Grain: as-of month x window x level and keys x horizon x method x origin.
public struct AccuracyRow: Hashable, Sendable {
  public var asOfMonth: Month
  public var windowMonths: Int
  public var level: String
  public var keys: SeriesKey
  public var horizon: Int
  /// final, model, linear_regression, seasonal_naive, naive.
  public var method: String
  /// live, backfilled, backtest.
  public var origin: String
  public var pairs: Int
  public var sumActual: Amount
  public var sumAbsoluteActual: Amount
  /// Actual minus forecast: positive is under-forecast.
  public var sumError: Amount
  public var sumAbsoluteError: Amount
  public var rmse: Double?
  public var wape: Double?
  public var biasPercent: Double?
  public var mase: Double?
  public var hitTolerance: String
  /// Nil for backtest, which keeps sums and not pairs.
  public var hits: Int?
  public var covered80: Int?
  public var covered95: Int?

  public init(
    asOfMonth: Month, windowMonths: Int, level: String, keys: SeriesKey, horizon: Int, method: String,
    origin: String, pairs: Int, sumActual: Amount, sumAbsoluteActual: Amount, sumError: Amount,
    sumAbsoluteError: Amount, rmse: Double?, wape: Double?, biasPercent: Double?, mase: Double?,
    hitTolerance: String, hits: Int?, covered80: Int?, covered95: Int?
  ) {
    self.asOfMonth = asOfMonth
    self.windowMonths = windowMonths
    self.level = level
    self.keys = keys
    self.horizon = horizon
    self.method = method
    self.origin = origin
    self.pairs = pairs
    self.sumActual = sumActual
    self.sumAbsoluteActual = sumAbsoluteActual
    self.sumError = sumError
    self.sumAbsoluteError = sumAbsoluteError
    self.rmse = rmse
    self.wape = wape
    self.biasPercent = biasPercent
    self.mase = mase
    self.hitTolerance = hitTolerance
    self.hits = hits
    self.covered80 = covered80
    self.covered95 = covered95
  }
}
