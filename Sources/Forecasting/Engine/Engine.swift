/// The forecasting engine: panel in, forecasts with intervals out. No I/O, no clock, no random numbers.
///
/// Results do not depend on the number of cores, to the last bit.
public enum Engine {
  /// Raised when a number may change; part of a run's identity.
  public static let version = "3"

  /// Fits and backtests every leaf and every node above it.
  ///
  /// `cores` nil means all. Throws `ForecastingError` for a setting out of range or a grouping that does not
  /// belong to the panel; a series that cannot be forecast is told in its fit and stops nothing.
  public static func train(
    _ panel: Panel, grouping: Grouping, settings: EngineSettings, cores: Int? = nil
  ) throws(ForecastingError) -> Training {
    try settings.reconciliation.validate(grouping, leafCount: panel.count)
    let trained = try fit(series(panel, grouping), of: panel, settings: settings, cores: cores)
    return try reduce(trained, panel: panel, grouping: grouping, settings: settings, cores: cores)
  }

  /// Forecasts every leaf, with no more of a backtest than its intervals need.
  public static func forecast(
    _ panel: Panel, settings: EngineSettings, cores: Int? = nil
  ) throws(ForecastingError) -> (fits: [SeriesFit], forecasts: [SeriesForecast]) {
    let trained = try trainedPanel(panel, for: .intervals, settings: settings, cores: cores)
    let training = trained.training(evaluation: [])
    return (training.leaves, try predict(training, panel: panel, grouping: .none).leaves)
  }

  /// Backtests every leaf: its forecasts from each origin, and rows of errors, those of all leaves first.
  public static func backtest(
    _ panel: Panel, settings: EngineSettings, cores: Int? = nil
  ) throws(ForecastingError) -> (backtests: [Backtest], evaluation: [EvaluationRow]) {
    let trained = try trainedPanel(panel, for: .evaluation, settings: settings, cores: cores)
    return (trained.own.leaves, trained.evaluation)
  }

  private static func trainedPanel(
    _ panel: Panel, for purpose: TrainedSeries.Purpose, settings: EngineSettings, cores: Int?
  ) throws(ForecastingError) -> TrainedPanel {
    let trained = try fit(series(panel, .none), of: panel, for: purpose, settings: settings, cores: cores)
    return try TrainedPanel(panel, grouping: .none, trained, settings: settings, cores: cores)
  }

  /// The forecasts that `training` holds for `panel`, the one it was trained on.
  ///
  /// `base` has what each leaf and node forecasts by its own model, in the order of `series(_:_:)`; nil computes it.
  /// Throws `ForecastingError.mismatch` if as-of month, series, grouping or engine version differ from those of
  /// the training.
  public static func predict(
    _ training: Training, panel: Panel, grouping: Grouping, base: [[Double]]? = nil
  ) throws(ForecastingError) -> Predictions {
    guard training.engineVersion == version else {
      throw .mismatch("it is of engine version \(training.engineVersion), this is \(version)")
    }
    guard training.asOf == panel.asOf, training.leaves.count == panel.count,
      training.levels.map(\.count) == grouping.levels.map(\.nodes.count)
    else {
      throw .mismatch(
        "it knows \(training.leaves.count) series up to \(training.asOf), the panel has \(panel.count) up to "
          + "\(panel.asOf), or the levels differ")
    }
    let settings = training.settings
    try grouping.validate(count: panel.count)
    let base = if let base { base } else { try own(training, series(panel, grouping)) }
    guard base.count == panel.count + training.levels.joined().count else {
      throw .mismatch("there are \(base.count) forecasts of series and nodes")
    }
    let leafBase = Array(base[..<panel.count])
    let nodeBase = Array(base[panel.count...])
    let reconciler = Reconciler(
      settings.reconciliation, grouping: grouping, leafCount: panel.count,
      errors: (training.leaves + training.levels.joined()).map(\.errors))
    let points = reconciler.reconcile(leaves: leafBase, nodes: nodeBase)

    let leaves = zip(training.leaves, zip(points, leafBase)).enumerated().map { index, found in
      let (fit, values) = found
      return SeriesForecast(
        model: fit.model, modelVersion: fit.modelVersion, points: values.0, base: values.1,
        regression: fit.regression(panel[index], settings: settings), offsets: fit.offsets)
    }
    var bases = nodeBase[...]
    let levels = zip(grouping.levels, training.levels).map { level, fits in
      zip(level.nodes, fits).map { node, fit in
        NodeForecast(
          model: fit.model, modelVersion: fit.modelVersion, base: bases.removeFirst(),
          reconciled: BottomUp.sum(node.map { points[$0] }, horizons: settings.horizons), offsets: fit.offsets)
      }
    }
    return Predictions(asOf: panel.asOf, leaves: leaves, levels: levels)
  }

  private static func own(
    _ training: Training, _ series: [TimeSeries]
  ) throws(ForecastingError) -> [[Double]] {
    var base: [[Double]] = []
    for (fit, series) in zip(training.leaves + training.levels.joined(), series) {
      base.append(try fit.points(series, settings: training.settings))
    }
    return base
  }
}
