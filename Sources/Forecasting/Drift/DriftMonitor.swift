/// Watches a series and its one-month-ahead errors for drift and bias.
public enum DriftMonitor {
  /// The tracking signal and the cumulative sum of one-month-ahead errors (actual - forecast), from the oldest on;
  /// fewer than twelve are not judged.
  /// - Parameter firstMonth: the month of the first.
  public static func signals(errors: [Double], firstMonth: Month) -> [DriftSignal] {
    [
      TrackingSignal.signal(errors, firstMonth: firstMonth),
      CumulativeSum.signal(errors, firstMonth: firstMonth),
    ].compactMap(\.self)
  }

  /// Whether the last twelve months of a series are spread otherwise than those before; nil below 36 months.
  public static func stability(_ series: TimeSeries) -> DriftSignal? { PopulationStability.signal(series) }

  /// The signals that the history allows, in the order of `DriftSignal.Kind`.
  static func signals(_ backtest: Backtest) -> [DriftSignal] {
    let errors = Array(backtest.errors(1).reversed())
    let first = backtest.series.firstMonth + backtest.series.count - errors.count
    return signals(errors: errors, firstMonth: first) + [stability(backtest.series)].compactMap(\.self)
  }

  /// The month in which the alarm of the last of `values` started: the first of those beyond `limit` without a
  /// break. `lastMonth` is that of the last value.
  static func start(_ values: [Double], limit: Double, lastMonth: Month) -> Month? {
    let beyond = values.reversed().prefix { abs($0) > limit }.count
    return beyond == 0 ? nil : lastMonth - beyond + 1
  }
}
