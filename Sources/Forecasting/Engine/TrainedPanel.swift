/// All series and nodes of a panel, fitted and backtested, brought together.
struct TrainedPanel {
  let panel: Panel
  let grouping: Grouping
  let settings: EngineSettings
  /// Each node's own, before reconciliation.
  let own: PanelBacktests

  /// Leaves, then nodes, level after level.
  private let trained: [TrainedSeries]
  private let final: PanelBacktests
  /// Linear regression of the leaves and its sums.
  private let regression: PanelBacktests
  /// Distances of the leaves' bounds from their forecasts.
  private let leafOffsets: [IntervalOffsets]

  /// `trained` has an element for each leaf, then for each node, level after level.
  init(
    _ panel: Panel, grouping: Grouping, _ trained: [TrainedSeries], settings: EngineSettings, cores: Int?
  ) throws(ForecastingError) {
    try settings.validate()
    let series = try Engine.series(panel, grouping)
    try settings.reconciliation.validate(grouping, leafCount: panel.count)
    guard series.count == trained.count else {
      throw .mismatch("\(trained.count) series are trained, panel and levels have \(series.count)")
    }
    self.panel = panel
    self.grouping = grouping
    self.settings = settings
    self.trained = trained
    let own = PanelBacktests(
      zip(trained, series).map { $0.backtest($1, horizons: settings.horizons) }, grouping: grouping)
    let final = own.reconciled(
      grouping,
      by: Reconciler(
        settings.reconciliation, grouping: grouping, leafCount: panel.count,
        errors: own.all.map { $0.errors(1) }
      ))
    self.own = own
    self.final = final
    regression = PanelBacktests(
      zip(trained, series).map { $0.regressionBacktest($1, horizons: settings.horizons) }, grouping: grouping
    ).reconciled(
      grouping, by: Reconciler(.bottomUp, grouping: grouping, leafCount: panel.count, errors: []))

    let leaves = trained[..<panel.count]
    let calibration = IntervalCalibration(
      leaves.compactMap(\.calibration).map { ($0.points, $0.offsets, $0.actuals) })
    let backtestIntervals = BacktestIntervals(final.leaves, settings: settings)
    // What a model says about its own forecast holds for that forecast only, not for a reconciled one.
    let usesOwn = settings.reconciliation == .bottomUp
    leafOffsets = Parallel.map(leaves.count, cores: cores) { index in
      let own = usesOwn ? leaves[index].intervals(series[index], calibration, horizons: settings.horizons) : nil
      return own ?? backtestIntervals.offsets(final.leaves[index])
    }
  }

  /// The rows of every level, the leaves last.
  var evaluation: [EvaluationRow] {
    var rows: [EvaluationRow] = []
    for (index, level) in grouping.levels.enumerated() {
      rows += Evaluation.rows(
        level: level.name, final: final.levels[index], base: own.levels[index],
        regression: regression.levels[index], horizons: settings.horizons)
    }
    return rows
      + Evaluation.rows(
        level: EvaluationRow.leaf, final: final.leaves, base: own.leaves, regression: regression.leaves,
        horizons: settings.horizons)
  }

  func training(evaluation: [EvaluationRow]) -> Training {
    let upperIntervals = BacktestIntervals(Array(final.levels.joined()), settings: settings)
    let offsets = leafOffsets + final.levels.joined().map(upperIntervals.offsets)
    let fits = zip(zip(trained, offsets), zip(final.all, own.all)).map { series, backtests in
      series.0.fit(
        series.1, final: backtests.0, own: backtests.1, keepsErrors: settings.reconciliation.needsErrors)
    }
    var rest = fits[panel.count...]
    let levels = grouping.levels.map { level in
      defer { rest = rest.dropFirst(level.nodes.count) }
      return Array(rest.prefix(level.nodes.count))
    }
    return Training(
      engineVersion: Engine.version, asOf: panel.asOf, settings: settings,
      leaves: Array(fits[..<panel.count]), levels: levels, evaluation: evaluation)
  }
}
