/// Fits and backtests series, each by itself: the model that is asked for, its alternatives, and linear regression.
struct SeriesTrainer {
  private let purpose: TrainedSeries.Purpose
  private let settings: EngineSettings
  /// The incumbent first, then the alternatives.
  private let ladders: [ModelLadder]
  private let names: [String]
  private let regression: ModelLadder

  /// Series that a model fits together; it changes no number.
  private static let batchSize = 16

  /// `leaves` are all of the panel, nil if they are not known: what a model learns from all of them, it learns here.
  /// Throws `ForecastingError.invalidSetting` for a model that does not exist, or that lacks the leaves.
  init(
    _ purpose: TrainedSeries.Purpose, settings: EngineSettings, leaves: [TimeSeries]?, cores: Int?
  ) throws(ForecastingError) {
    let names = [settings.model] + (settings.alternatives ?? [])
    // A choice needs every origin.
    self.purpose = names.count > 1 ? .evaluation : purpose
    self.settings = settings
    self.names = names
    var pooled: GlobalRegression?
    if names.contains(GlobalRegression().name) {
      guard let leaves else {
        throw .invalidSetting(
          "\(GlobalRegression().name) learns from all series and cannot be trained on some that come alone")
      }
      pooled = GlobalRegression(leaves, origins: settings.backtestOrigins, cores: cores)
    }
    var ladders: [ModelLadder] = []
    for name in names { ladders.append(try ModelLadder(name, pooled: pooled)) }
    self.ladders = ladders
    regression = try ModelLadder(LinearRegression().name)
  }

  /// The results are in the order of `series`, but each is fitted with others of like length, which fill the lanes
  /// of a model best.
  func train(_ series: [TimeSeries], cores: Int?) -> [TrainedSeries] {
    let order = series.indices.sorted { (series[$1].count, $0) < (series[$0].count, $1) }
    let trained = Parallel.map((series.count + Self.batchSize - 1) / Self.batchSize, cores: cores) { index in
      let slice = order[(index * Self.batchSize)..<min(order.count, (index + 1) * Self.batchSize)]
      return train(batch: slice.map { series[$0] })
    }.joined()
    return zip(order, trained).sorted { $0.0 < $1.0 }.map(\.1)
  }

  /// A model for a series, and how it did.
  private struct Candidate {
    let choice: ModelLadder.Choice
    var backtest: Backtest
    var calibration: CalibrationPair?
  }

  private func train(batch: [TimeSeries]) -> [TrainedSeries] {
    let tails = batch.map(\.usableTail)
    let used = tails.indices.filter { !tails[$0].series.values.isEmpty }
    let series = used.map { tails[$0].series }
    let candidates = ladders.map { run($0, series) }
    var beside: [Candidate]?
    if purpose == .evaluation {
      beside = names.firstIndex(of: LinearRegression().name).map { candidates[$0] } ?? run(regression, series)
    }
    var trained = tails.map { refused($0.lastBad) }
    for (place, index) in used.enumerated() {
      trained[index] = chosen(
        candidates.map { $0[place] }, regression: beside?[place], cutAfter: tails[index].lastBad)
    }
    return trained
  }

  /// Fits the ladder's model to each series, and the same model to what each origin knew.
  private func run(_ ladder: ModelLadder, _ series: [TimeSeries]) -> [Candidate] {
    var candidates = ladder.fit(series, settings: settings).enumerated().map { index, choice in
      let needsOrigins = purpose == .evaluation || !(choice.model is any IntervalModel)
      return Candidate(
        choice: choice,
        backtest: Backtest(
          series: series[index], horizons: settings.horizons,
          origins: needsOrigins ? settings.backtestOrigins : 0))
    }
    let calibrating = settings.horizons - 1
    for origin in 0..<max(candidates.map(\.backtest.origins).max() ?? 0, settings.horizons) {
      let seeing = candidates.indices.filter { index in
        let candidate = candidates[index]
        return origin < candidate.backtest.origins
          || (origin == calibrating && candidate.choice.model is any IntervalModel
            && candidate.backtest.seen(origin) > 0)
      }
      let past = seeing.map { series[$0].prefix(candidates[$0].backtest.seen(origin)) }
      let choices = ladder.fit(past, by: seeing.map { candidates[$0].choice.model }, settings: settings)
      for (index, (past, choice)) in zip(seeing, zip(past, choices)) {
        let points = choice.model.predict(choice.fit.state, past, horizons: settings.horizons)
        candidates[index].backtest.replace(origin, with: points)
        guard origin == calibrating, let model = choice.model as? any IntervalModel else { continue }
        candidates[index].calibration = CalibrationPair(
          points: points,
          offsets: model.intervals(choice.fit.state, past, horizons: settings.horizons, calibration: .none),
          actuals: Array(series[index].values.suffix(settings.horizons)))
      }
    }
    return candidates
  }

  /// The candidate that forecasts a series; `candidates` are in the order of `names`.
  private func chosen(_ candidates: [Candidate], regression: Candidate?, cutAfter bad: Month?) -> TrainedSeries
  {
    let incumbent = candidates[0].choice.model.name
    // Who gave way to the incumbent, or is it under another name, is no other candidate.
    let rivals = candidates.indices.filter { $0 == 0 || candidates[$0].choice.model.name != incumbent }
    let choice = ModelChoice(
      models: rivals.map { isItself(candidates[$0], $0) ? candidates[$0].choice.model.name : names[$0] },
      backtests: rivals.map { isItself(candidates[$0], $0) ? candidates[$0].backtest : nil },
      notes: rivals.map { candidates[$0].choice.reason })
    let chosen = candidates[rivals[choice.chosen]]
    let found = chosen.choice
    let cut = bad.map { "\($0) is no number within 1e150: only the months after it count. " } ?? ""
    let isRegression = found.model.name == LinearRegression().name
    let fit = SeriesFit(
      model: found.model.name, modelVersion: found.model.version, rung: found.fit.rung,
      reason: cut + [choice.reason, found.reason].filter { !$0.isEmpty }.joined(separator: "; "),
      usableRows: found.fit.usableRows, state: found.fit.state, candidates: found.fit.candidates,
      choice: rivals.count > 1 ? choice.candidates : [],
      baseline: isRegression
        ? nil : regression.map { .init(rung: $0.choice.fit.rung, state: $0.choice.fit.state) },
      offsets: .none)
    return TrainedSeries(
      fit: fit, forecasts: chosen.backtest.forecasts,
      regressionForecasts: isRegression ? nil : regression?.backtest.forecasts, calibration: chosen.calibration)
  }

  /// Whether a alternative's numbers are of the model that it names, not of one that it gave way to.
  private func isItself(_ candidate: Candidate, _ index: Int) -> Bool {
    index == 0 || names[index] == ModelLadder.defaultName || candidate.choice.model.name == names[index]
  }

  private func refused(_ bad: Month?) -> TrainedSeries {
    let reason =
      bad.map { "its last month, \($0), is no number within 1e150" } ?? "it has no month at all"
    let fit = SeriesFit(
      model: settings.model, modelVersion: "", rung: SeriesFit.noForecast, reason: reason, usableRows: 0,
      state: nil, offsets: .none)
    return TrainedSeries(fit: fit, forecasts: [], regressionForecasts: nil, calibration: nil)
  }
}
