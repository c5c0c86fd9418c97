/// One leaf or node, fitted and backtested by itself: what `Engine.reduce` brings together.
///
/// It holds nothing of any other series and not the series itself. It encodes losslessly where doubles do.
public struct TrainedSeries: Hashable, Sendable, Codable {
  /// Without intervals, errors and drift, which take the other series or reconciliation.
  public let fit: SeriesFit
  /// The forecasts of the backtest, a value a horizon and origin, the most recent origin first.
  public let forecasts: [Double]
  /// The forecast from as many months before the end as there are horizons, if its model has intervals of its own:
  /// what those of all series are calibrated by.
  public let calibration: CalibrationPair?

  /// Those of linear regression; nil where it is the model itself.
  public let regressionForecasts: [Double]?

  public init(
    fit: SeriesFit, forecasts: [Double], regressionForecasts: [Double]?, calibration: CalibrationPair?
  ) {
    self.fit = fit
    self.forecasts = forecasts
    self.regressionForecasts = regressionForecasts
    self.calibration = calibration
  }

  /// What backtests are for.
  enum Purpose {
    /// All origins of all series.
    case evaluation
    /// Only what intervals need: a model with intervals of its own takes the origin of `calibration`, and the series
    /// keeps no backtest.
    case intervals
  }

  /// The backtest on `series`, the one that was trained on.
  func backtest(_ series: TimeSeries, horizons: Int) -> Backtest {
    Backtest(series: series.usableTail.series, horizons: horizons, forecasts: forecasts)
  }

  /// The backtest of linear regression.
  func regressionBacktest(_ series: TimeSeries, horizons: Int) -> Backtest {
    Backtest(
      series: series.usableTail.series, horizons: horizons, forecasts: regressionForecasts ?? forecasts)
  }

  /// The intervals that the model itself gives after the end of `series`; nil if it gives none.
  func intervals(_ series: TimeSeries, _ calibration: IntervalCalibration, horizons: Int) -> IntervalOffsets? {
    guard let state = fit.state, let model = try? ModelRegistry.model(named: fit.model) as? any IntervalModel
    else { return nil }
    return model.intervals(state, series.usableTail.series, horizons: horizons, calibration: calibration)
  }

  /// The fit with its intervals, what `final`, its reconciled backtest, says about drift and, for reconciliation,
  /// the one-month errors of its own backtest.
  func fit(_ offsets: IntervalOffsets, final: Backtest, own: Backtest, keepsErrors: Bool) -> SeriesFit {
    var fit = fit
    if fit.state != nil { fit.offsets = offsets }
    fit.drift = DriftMonitor.signals(final)
    if keepsErrors { fit.errors = own.errors(1) }
    return fit
  }
}
