/// All series and nodes of a panel, fitted and backtested.
struct TrainedPanel {
  let panel: Panel
  let grouping: Grouping
  let settings: EngineSettings
  let leaves: [TrainedSeries]
  /// Like `grouping.levels`: the models of the nodes' own sums.
  let levels: [[TrainedSeries]]
  let final: ReconciledBacktests

  /// Distances of the leaves' bounds from their forecasts.
  private let leafOffsets: [IntervalOffsets]

  /// Series that a model fits together; it changes no number.
  private static let batch = 16

  init(
    _ panel: Panel, grouping: Grouping, for purpose: TrainedSeries.Purpose, settings: EngineSettings,
    cores: Int?
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
    let trained = Self.train(series, for: purpose, ladder: ladder, settings: settings, cores: cores)
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
    let final = ReconciledBacktests(
      leaves: leaves.map(\.backtest), levels: levels.map { $0.map(\.backtest) }, grouping: grouping,
      reconciler: Reconciler(
        settings.reconciliation, grouping: grouping, leafCount: panel.count,
        errors: trained.map { $0.backtest.errors(1) }))
    self.final = final

    let calibration = IntervalCalibration(
      leaves.compactMap(\.calibration).map { ($0.points, $0.offsets, $0.actuals) })
    let backtestIntervals = BacktestIntervals(final.leaves, settings: settings)
    // What a model says about its own forecast holds for that forecast only, not for a reconciled one.
    let usesOwn = settings.reconciliation == .bottomUp
    leafOffsets = Parallel.map(leaves.count, cores: cores) { index in
      let own = usesOwn ? leaves[index].intervals(calibration, horizons: settings.horizons) : nil
      return own ?? backtestIntervals.offsets(final.leaves[index])
    }
  }

  /// In the order of `series`, but fitted with series of like length, which fill the lanes of a model best.
  private static func train(
    _ series: [TimeSeries], for purpose: TrainedSeries.Purpose, ladder: ModelLadder, settings: EngineSettings,
    cores: Int?
  ) -> [TrainedSeries] {
    let order = series.indices.sorted { (series[$1].count, $0) < (series[$0].count, $1) }
    let trained = Parallel.map((series.count + batch - 1) / batch, cores: cores) { index in
      let slice = order[(index * batch)..<min(order.count, (index + 1) * batch)]
      return TrainedSeries.train(slice.map { series[$0] }, for: purpose, ladder: ladder, settings: settings)
    }.joined()
    return zip(order, trained).sorted { $0.0 < $1.0 }.map(\.1)
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
    let upperIntervals = BacktestIntervals(Array(final.levels.joined()), settings: settings)
    let keepsErrors = settings.reconciliation.needsErrors
    return Training(
      engineVersion: Engine.version, asOf: panel.asOf, settings: settings,
      leaves: leaves.indices.map {
        leaves[$0].fit(leafOffsets[$0], final: final.leaves[$0], keepsErrors: keepsErrors)
      },
      levels: zip(levels, final.levels).map { nodes, final in
        zip(nodes, final).map { $0.fit(upperIntervals.offsets($1), final: $1, keepsErrors: keepsErrors) }
      }, evaluation: evaluation)
  }
}
