/// Watches a series and its one-month backtest errors for drift and bias.
enum DriftMonitor {
  /// The signals that the history allows, in the order of `DriftSignal.Kind`.
  static func signals(_ backtest: Backtest) -> [DriftSignal] {
    let errors = Array(backtest.errors(1).reversed())
    let first = backtest.series.firstMonth + backtest.series.count - errors.count
    return [
      TrackingSignal.signal(errors, firstMonth: first), CumulativeSum.signal(errors, firstMonth: first),
      PopulationStability.signal(backtest.series),
    ].compactMap(\.self)
  }

  /// The month in which the alarm of the last of `values` started: the first of those beyond `limit` without a
  /// break. `lastMonth` is that of the last value.
  static func start(_ values: [Double], limit: Double, lastMonth: Month) -> Month? {
    let beyond = values.reversed().prefix { abs($0) > limit }.count
    return beyond == 0 ? nil : lastMonth - beyond + 1
  }
}
