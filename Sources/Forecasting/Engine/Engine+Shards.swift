extension Engine {
  /// Everything that is fitted for a panel, by position: its leaves in their order, then the sums of the nodes, level
  /// after level. `Shard` shares these out.
  ///
  /// Throws `ForecastingError.malformedGrouping`.
  public static func series(_ panel: Panel, _ grouping: Grouping) throws(ForecastingError) -> [TimeSeries] {
    try grouping.validate(count: panel.count)
    guard grouping.levels.isEmpty || panel.endsTogether else {
      throw .malformedGrouping("series that end in different months cannot be added up")
    }
    return (0..<panel.count).map { panel[$0] } + grouping.levels.flatMap { $0.sums(of: panel) }
  }

  /// Fits and backtests series, each by itself: the result for one does not depend on which others come with it.
  ///
  /// `panel` is the whole that they are from, which a model that learns from all series asks for. `cores` nil means
  /// all. Throws `ForecastingError.invalidSetting`, also where such a model is asked for and the panel is not known.
  public static func fit(
    _ series: [TimeSeries], of panel: Panel?, settings: EngineSettings, cores: Int? = nil
  ) throws(ForecastingError) -> [TrainedSeries] {
    try fit(series, of: panel, for: .evaluation, settings: settings, cores: cores)
  }

  /// What each of the series forecasts by its own model, a value a horizon; empty where it has no forecast.
  /// `trained` is what `fit` gave for them.
  public static func base(
    _ trained: [TrainedSeries], _ series: [TimeSeries], settings: EngineSettings
  ) throws(ForecastingError) -> [[Double]] {
    guard trained.count == series.count else {
      throw .mismatch("\(trained.count) series are trained, there are \(series.count)")
    }
    var base: [[Double]] = []
    for (one, series) in zip(trained, series) {
      base.append(try one.fit.points(series, settings: settings))
    }
    return base
  }

  /// Brings all series together: everything in which one depends on another, which is reconciliation, the errors of
  /// the levels, and intervals that are pooled or calibrated over series.
  ///
  /// `trained` belongs to `series(panel, grouping)`. Throws as `train` does, and `ForecastingError.mismatch` where
  /// series are missing.
  public static func reduce(
    _ trained: [TrainedSeries], panel: Panel, grouping: Grouping, settings: EngineSettings, cores: Int? = nil
  ) throws(ForecastingError) -> Training {
    let trained = try TrainedPanel(panel, grouping: grouping, trained, settings: settings, cores: cores)
    return trained.training(evaluation: trained.evaluation)
  }

  static func fit(
    _ series: [TimeSeries], of panel: Panel?, for purpose: TrainedSeries.Purpose, settings: EngineSettings,
    cores: Int?
  ) throws(ForecastingError) -> [TrainedSeries] {
    try settings.validate()
    let leaves = panel.map { panel in (0..<panel.count).map { panel[$0] } }
    return try SeriesTrainer(purpose, settings: settings, leaves: leaves, cores: cores).train(
      series, cores: cores)
  }
}
