/// The forecasting engine: panel in, forecasts with intervals out. No I/O, no clock, no random numbers.
///
/// Results do not depend on the number of cores, to the last bit.
public enum Engine {
  /// Raised when a number may change; part of a run's identity.
  public static let version = "1"

  /// Series that a model fits together; it changes no number.
  private static let batch = 16

  /// Fits and backtests every leaf and every node above it.
  ///
  /// `cores` nil means all. Throws `ForecastingError` for a setting out of range or a grouping that does not
  /// belong to the panel; a series that cannot be forecast is told in its fit and stops nothing.
  public static func train(
    _ panel: Panel, grouping: Grouping, settings: EngineSettings, cores: Int? = nil
  ) throws(ForecastingError) -> Training {
    try settings.validate()
    try grouping.validate(count: panel.count)
    let ladder = try ModelLadder(settings)
    let sums = grouping.levels.map { $0.sums(of: panel) }
    let series = (0..<panel.count).map { panel[$0] } + sums.joined()
    let batches = (series.count + batch - 1) / batch
    let trained = Parallel.map(batches, cores: cores) { index in
      let slice = series[(index * batch)..<min(series.count, (index + 1) * batch)]
      return TrainedSeries.train(Array(slice), ladder: ladder, settings: settings)
    }.flatMap(\.self)

    let leaves = Array(trained[..<panel.count])
    var rest = trained[panel.count...]
    let levels = sums.map { level in
      defer { rest = rest.dropFirst(level.count) }
      return Array(rest.prefix(level.count))
    }
    let final = zip(grouping.levels, levels).map { group, nodes in
      zip(group.nodes, nodes).map { BottomUp.backtest($1.backtest, leaves: $0.map { leaves[$0].backtest }) }
    }

    let leafIntervals = BacktestIntervals(leaves.map(\.backtest), settings: settings)
    let upperIntervals = BacktestIntervals(Array(final.joined()), settings: settings)
    var evaluation: [EvaluationRow] = []
    for (index, level) in grouping.levels.enumerated() {
      evaluation += Evaluation.rows(
        level: level.name, final: final[index], base: levels[index].map(\.backtest),
        horizons: settings.horizons)
    }
    evaluation += Evaluation.rows(
      level: EvaluationRow.leaf, final: leaves.map(\.backtest), base: leaves.map(\.backtest),
      horizons: settings.horizons)
    return Training(
      engineVersion: version, asOf: panel.asOf, settings: settings,
      leaves: leaves.map { $0.fit(leafIntervals.offsets($0.backtest)) },
      levels: zip(levels, final).map { nodes, final in
        zip(nodes, final).map { $0.fit(upperIntervals.offsets($1)) }
      }, evaluation: evaluation)
  }

  /// The forecasts that `training` holds for `panel`, the one it was trained on.
  ///
  /// Throws `ForecastingError.mismatch` if as-of month, series, grouping or engine version differ from those of
  /// the training.
  public static func predict(
    _ training: Training, panel: Panel, grouping: Grouping
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
    try grouping.validate(count: panel.count)
    var leaves: [SeriesForecast] = []
    for (index, fit) in training.leaves.enumerated() {
      leaves.append(
        SeriesForecast(
          model: fit.model, modelVersion: fit.modelVersion,
          points: try fit.points(panel[index], settings: training.settings), offsets: fit.offsets))
    }
    var levels: [[NodeForecast]] = []
    for (level, fits) in zip(grouping.levels, training.levels) {
      var nodes: [NodeForecast] = []
      for (node, (sum, fit)) in zip(level.nodes, zip(level.sums(of: panel), fits)) {
        nodes.append(
          NodeForecast(
            model: fit.model, modelVersion: fit.modelVersion,
            base: try fit.points(sum, settings: training.settings),
            reconciled: BottomUp.sum(node.map { leaves[$0].points }, horizons: training.settings.horizons),
            offsets: fit.offsets))
      }
      levels.append(nodes)
    }
    return Predictions(asOf: panel.asOf, leaves: leaves, levels: levels)
  }
}
