extension Engine {
  /// Fits and backtests the leaves and nodes of a shard, each by itself.
  ///
  /// Returns one element for each of `shard.positions(of:)`. Throws as `train` does.
  public static func fit(
    _ shard: Shard, of panel: Panel, grouping: Grouping, settings: EngineSettings, cores: Int? = nil
  ) throws(ForecastingError) -> [TrainedSeries] {
    try fit(shard, of: panel, grouping: grouping, for: .evaluation, settings: settings, cores: cores)
  }

  /// What each leaf and node of a shard forecasts by its own model, a value a horizon; empty where it has no
  /// forecast. `trained` is what `fit` gave for the shard.
  public static func base(
    _ trained: [TrainedSeries], _ shard: Shard, of panel: Panel, grouping: Grouping, settings: EngineSettings
  ) throws(ForecastingError) -> [[Double]] {
    let series = try allSeries(panel, grouping)
    let positions = shard.positions(of: series.count)
    guard positions.count == trained.count else {
      throw .mismatch("shard \(shard) has \(positions.count) series, \(trained.count) were trained")
    }
    var base: [[Double]] = []
    for (position, one) in zip(positions, trained) {
      base.append(try one.fit.points(series[position], settings: settings))
    }
    return base
  }

  /// Brings the series of all shards together: everything in which one series depends on another, which is
  /// reconciliation, the errors of the levels, and intervals that are pooled or calibrated over series.
  ///
  /// `trained` has an element for each leaf and node, by position. Throws as `train` does, and
  /// `ForecastingError.mismatch` where series are missing.
  public static func reduce(
    _ trained: [TrainedSeries], panel: Panel, grouping: Grouping, settings: EngineSettings, cores: Int? = nil
  ) throws(ForecastingError) -> Training {
    let trained = try TrainedPanel(panel, grouping: grouping, trained, settings: settings, cores: cores)
    return trained.training(evaluation: trained.evaluation)
  }

  static func fit(
    _ shard: Shard, of panel: Panel, grouping: Grouping, for purpose: TrainedSeries.Purpose,
    settings: EngineSettings, cores: Int?
  ) throws(ForecastingError) -> [TrainedSeries] {
    try settings.validate()
    let series = try allSeries(panel, grouping)
    try settings.reconciliation.validate(grouping, leafCount: panel.count)
    let ladder = try ModelLadder(settings)
    return TrainedSeries.train(
      shard.positions(of: series.count).map { series[$0] }, for: purpose, ladder: ladder, settings: settings,
      cores: cores)
  }

  /// The leaves in the order of the panel, then the sums of the nodes, level after level.
  static func allSeries(_ panel: Panel, _ grouping: Grouping) throws(ForecastingError) -> [TimeSeries] {
    try grouping.validate(count: panel.count)
    guard grouping.levels.isEmpty || panel.endsTogether else {
      throw .malformedGrouping("series that end in different months cannot be added up")
    }
    return (0..<panel.count).map { panel[$0] } + grouping.levels.flatMap { $0.sums(of: panel) }
  }
}
