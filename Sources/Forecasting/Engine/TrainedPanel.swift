/// All series and nodes of a panel, fitted and backtested.
struct TrainedPanel {
  let panel: Panel
  let grouping: Grouping
  let settings: EngineSettings
  let leaves: [TrainedSeries]
  /// Like `grouping.levels`: the models of the nodes' own sums.
  let levels: [[TrainedSeries]]
  let final: ReconciledBacktests

  /// Series that a model fits together; it changes no number.
  private static let batch = 16

  init(
    _ panel: Panel, grouping: Grouping, settings: EngineSettings, cores: Int?
  ) throws(ForecastingError) {
    try settings.validate()
    try grouping.validate(count: panel.count)
    guard grouping.levels.isEmpty || panel.endsTogether else {
      throw .malformedGrouping("series that end in different months cannot be added up")
    }
    try settings.reconciliation.validate(grouping, leafCount: panel.count)
    let ladder = try ModelLadder(settings)
    let sums = grouping.levels.map { $0.sums(of: panel) }
    let series = (0..<panel.count).map { panel[$0] } + sums.joined()
    let batches = (series.count + Self.batch - 1) / Self.batch
    let trained = Parallel.map(batches, cores: cores) { index in
      let slice = series[(index * Self.batch)..<min(series.count, (index + 1) * Self.batch)]
      return TrainedSeries.train(Array(slice), ladder: ladder, settings: settings)
    }.flatMap(\.self)

    let leaves = Array(trained[..<panel.count])
    var rest = trained[panel.count...]
    let levels = sums.map { level in
      defer { rest = rest.dropFirst(level.count) }
      return Array(rest.prefix(level.count))
    }
    self.panel = panel
    self.grouping = grouping
    self.settings = settings
    self.leaves = leaves
    self.levels = levels
    final = ReconciledBacktests(
      leaves: leaves.map(\.backtest), levels: levels.map { $0.map(\.backtest) }, grouping: grouping,
      reconciler: Reconciler(
        settings.reconciliation, grouping: grouping, leafCount: panel.count,
        errors: trained.map { $0.backtest.errors(1) }))
  }

  /// The rows of every level, the leaves last.
  var evaluation: [EvaluationRow] {
    var rows: [EvaluationRow] = []
    for (index, level) in grouping.levels.enumerated() {
      rows += Evaluation.rows(
        level: level.name, final: final.levels[index], base: levels[index].map(\.backtest),
        horizons: settings.horizons)
    }
    return rows
      + Evaluation.rows(
        level: EvaluationRow.leaf, final: final.leaves, base: leaves.map(\.backtest),
        horizons: settings.horizons)
  }

  func training(evaluation: [EvaluationRow]) -> Training {
    let leafIntervals = BacktestIntervals(final.leaves, settings: settings)
    let upperIntervals = BacktestIntervals(Array(final.levels.joined()), settings: settings)
    let keepsErrors = settings.reconciliation.needsErrors
    return Training(
      engineVersion: Engine.version, asOf: panel.asOf, settings: settings,
      leaves: zip(leaves, final.leaves).map {
        $0.fit(leafIntervals.offsets($1), final: $1, keepsErrors: keepsErrors)
      },
      levels: zip(levels, final.levels).map { nodes, final in
        zip(nodes, final).map { $0.fit(upperIntervals.offsets($1), final: $1, keepsErrors: keepsErrors) }
      }, evaluation: evaluation)
  }
}
