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

  public init(fit: SeriesFit, forecasts: [Double], calibration: CalibrationPair?) {
    self.fit = fit
    self.forecasts = forecasts
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

  /// Series that a model fits together; it changes no number.
  private static let batchSize = 16

  /// Fits and backtests many series. The results are in the order of `series`, but each is fitted with others of
  /// like length, which fill the lanes of a model best.
  static func train(
    _ series: [TimeSeries], for purpose: Purpose, ladder: ModelLadder, settings: EngineSettings, cores: Int?
  ) -> [TrainedSeries] {
    let order = series.indices.sorted { (series[$1].count, $0) < (series[$0].count, $1) }
    let trained = Parallel.map((series.count + batchSize - 1) / batchSize, cores: cores) { index in
      let slice = order[(index * batchSize)..<min(order.count, (index + 1) * batchSize)]
      return train(slice.map { series[$0] }, for: purpose, ladder: ladder, settings: settings)
    }.joined()
    return zip(order, trained).sorted { $0.0 < $1.0 }.map(\.1)
  }

  /// Fits and backtests several series at once.
  private static func train(
    _ batch: [TimeSeries], for purpose: Purpose, ladder: ModelLadder, settings: EngineSettings
  ) -> [TrainedSeries] {
    let tails = batch.map(\.usableTail)
    let used = tails.indices.filter { !tails[$0].series.values.isEmpty }
    let choices = ladder.fit(used.map { tails[$0].series }, settings: settings)
    var fits = tails.map { refused($0.lastBad, settings: settings) }
    var models = [(any IntervalModel)?](repeating: nil, count: batch.count)
    for (index, choice) in zip(used, choices) {
      fits[index] = seriesFit(choice, cutAfter: tails[index].lastBad)
      models[index] = choice.model as? any IntervalModel
    }

    var backtests = tails.indices.map { index in
      let origins = purpose == .intervals && models[index] != nil ? 0 : settings.backtestOrigins
      return Backtest(series: tails[index].series, horizons: settings.horizons, origins: origins)
    }
    var calibrations = [CalibrationPair?](repeating: nil, count: batch.count)
    let calibrating = settings.horizons - 1
    for origin in 0..<max(backtests.map(\.origins).max() ?? 0, settings.horizons) {
      let seeing = backtests.indices.filter { index in
        origin < backtests[index].origins
          || (origin == calibrating && models[index] != nil && backtests[index].seen(origin) > 0)
      }
      let past = seeing.map { backtests[$0].series.prefix(backtests[$0].seen(origin)) }
      for (index, (series, choice)) in zip(seeing, zip(past, ladder.fit(past, settings: settings))) {
        let points = choice.model.predict(choice.fit.state, series, horizons: settings.horizons)
        backtests[index].replace(origin, with: points)
        if origin == calibrating, let model = choice.model as? any IntervalModel {
          calibrations[index] = CalibrationPair(
            points: points,
            offsets: model.intervals(
              choice.fit.state, series, horizons: settings.horizons, calibration: .none),
            actuals: Array(backtests[index].series.values.suffix(settings.horizons)))
        }
      }
    }
    return batch.indices.map { index in
      TrainedSeries(
        fit: fits[index], forecasts: backtests[index].forecasts, calibration: calibrations[index])
    }
  }

  /// The backtest on `series`, the one that was trained on.
  func backtest(_ series: TimeSeries, horizons: Int) -> Backtest {
    Backtest(series: series.usableTail.series, horizons: horizons, forecasts: forecasts)
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

  private static func seriesFit(_ choice: ModelLadder.Choice, cutAfter bad: Month?) -> SeriesFit {
    let cut = bad.map { "\($0) is no number within 1e150: only the months after it count. " } ?? ""
    return SeriesFit(
      model: choice.model.name, modelVersion: choice.model.version, rung: choice.fit.rung,
      reason: cut + choice.reason, usableRows: choice.fit.usableRows, state: choice.fit.state,
      candidates: choice.fit.candidates, offsets: .none)
  }

  private static func refused(_ bad: Month?, settings: EngineSettings) -> SeriesFit {
    let reason =
      bad.map { "its last month, \($0), is no number within 1e150" } ?? "it has no month at all"
    return SeriesFit(
      model: settings.model, modelVersion: "", rung: SeriesFit.noForecast, reason: reason, usableRows: 0,
      state: nil, offsets: .none)
  }
}
