/// One series with its fit and its backtest, before intervals are known.
struct TrainedSeries: Sendable {
  let backtest: Backtest
  private let fit: SeriesFit

  /// Fits and backtests several series at once.
  static func train(_ batch: [TimeSeries], ladder: ModelLadder, settings: EngineSettings) -> [TrainedSeries] {
    let tails = batch.map(\.usableTail)
    let used = tails.indices.filter { !tails[$0].series.values.isEmpty }
    let choices = ladder.fit(used.map { tails[$0].series }, settings: settings)
    var fits = tails.map { refused($0.lastBad, settings: settings) }
    for (index, choice) in zip(used, choices) {
      fits[index] = seriesFit(choice, cutAfter: tails[index].lastBad)
    }

    var backtests = tails.map {
      Backtest(series: $0.series, horizons: settings.horizons, origins: settings.backtestOrigins)
    }
    for origin in 0..<(backtests.map(\.origins).max() ?? 0) {
      let seeing = backtests.indices.filter { backtests[$0].origins > origin }
      let past = seeing.map { backtests[$0].series.prefix(backtests[$0].seen(origin)) }
      for (index, (series, choice)) in zip(seeing, zip(past, ladder.fit(past, settings: settings))) {
        let points = choice.model.predict(choice.fit.state, series, horizons: settings.horizons)
        backtests[index].replace(origin, with: points)
      }
    }
    return zip(backtests, fits).map { TrainedSeries(backtest: $0, fit: $1) }
  }

  /// The fit with its intervals, what `final`, its reconciled backtest, says about drift and, for reconciliation,
  /// the one-month errors of its own backtest.
  func fit(_ offsets: IntervalOffsets, final: Backtest, keepsErrors: Bool) -> SeriesFit {
    var fit = fit
    if fit.state != nil { fit.offsets = offsets }
    fit.drift = DriftMonitor.signals(final)
    if keepsErrors { fit.errors = backtest.errors(1) }
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
