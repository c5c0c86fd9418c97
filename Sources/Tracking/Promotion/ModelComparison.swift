import Forecasting

/// Two models' rolling-origin errors on the same series, over the same origins and horizons.
public struct ModelComparison: Hashable, Sendable, Codable {
  public let champion: String
  public let challenger: String
  /// Of the series with the most.
  public let origins: Int
  /// All series and horizons pooled.
  public let overall: Score
  /// One a horizon that has an actual, ascending.
  public let horizons: [Score]
  /// One a series with an actual that is not zero, in the order of the panel.
  public let series: [Score]
  /// One a horizon; positive where the champion's losses are greater.
  public let tests: [DieboldMariano?]

  /// WAPE of both: sum of |actual - forecast| / sum of |actual|.
  public struct Score: Hashable, Sendable, Codable {
    /// The horizon, the series' keys, or `all`.
    public let name: String
    public let champion: Double
    public let challenger: Double
    /// Of all |actuals|.
    public let share: Double
  }

  /// Sums of absolute errors and actuals.
  private struct Sums {
    var champion = 0.0
    var challenger = 0.0
    var actual = 0.0

    mutating func add(_ champion: Double, _ challenger: Double, _ actual: Double) {
      self.champion += abs(champion)
      self.challenger += abs(challenger)
      self.actual += abs(actual)
    }

    func score(_ name: String, of all: Double) -> Score? {
      guard actual > 0, all > 0 else { return nil }
      return Score(
        name: name, champion: champion / actual, challenger: challenger / actual, share: actual / all)
    }
  }

  /// Backtests both models on `panel`; every other setting is the same.
  ///
  /// - Parameter names: of the panel's series.
  /// - Throws: `ForecastingError`, for a model that does not exist as well as for a panel without an actual but zero.
  public init(
    _ panel: Panel, names: [String], champion: String, challenger: String, settings: EngineSettings
  ) throws(ForecastingError) {
    func backtest(_ model: String) throws(ForecastingError) -> [Backtest] {
      var settings = settings
      // As it would forecast once promoted: alternatives belong to the model that they were configured for.
      if model != settings.model { settings.alternatives = nil }
      settings.model = model
      return try Engine.backtest(panel, settings: settings).backtests
    }
    try self.init(
      try backtest(champion), try backtest(challenger), names: names, champion: champion, challenger: challenger
    )
  }

  /// Of backtests of the same series.
  init(
    _ first: [Backtest], _ second: [Backtest], names: [String], champion: String, challenger: String
  ) throws(ForecastingError) {
    let count = first.map(\.horizons).max() ?? 0
    var byHorizon = [Sums](repeating: Sums(), count: count)
    var bySeries = [Sums](repeating: Sums(), count: first.count)
    var all = Sums()
    let origins = first.map(\.origins).max() ?? 0
    // Absolute errors of all series together, by horizon and origin.
    var losses = [(champion: [Double], challenger: [Double])](
      repeating: ([Double](repeating: 0, count: origins), [Double](repeating: 0, count: origins)), count: count)
    for (index, (one, two)) in zip(first, second).enumerated() {
      for origin in 0..<min(one.origins, two.origins) {
        for horizon in 1...max(1, one.realised(origin)) where horizon <= one.realised(origin) {
          let actual = one.actual(origin, horizon)
          let (a, b) = (actual - one.forecast(origin, horizon), actual - two.forecast(origin, horizon))
          byHorizon[horizon - 1].add(a, b, actual)
          bySeries[index].add(a, b, actual)
          all.add(a, b, actual)
          losses[horizon - 1].champion[origin] += abs(a)
          losses[horizon - 1].challenger[origin] += abs(b)
        }
      }
    }
    guard let overall = all.score("all", of: all.actual) else {
      throw .malformedPanel("there is no backtest with an actual but zero: nothing can be compared")
    }
    self.champion = champion
    self.challenger = challenger
    self.origins = origins
    self.overall = overall
    horizons = byHorizon.enumerated().compactMap { $1.score("\($0 + 1)", of: all.actual) }
    series = zip(names, bySeries).compactMap { $1.score($0, of: all.actual) }
    // Origins are counted from the newest; horizon h has none before origin h - 1.
    tests = losses.enumerated().map { step, losses in
      DieboldMariano(
        losses.champion.dropFirst(step).reversed(), losses.challenger.dropFirst(step).reversed(),
        horizon: step + 1)
    }
  }
}
