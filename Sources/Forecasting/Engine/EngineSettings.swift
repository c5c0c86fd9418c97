/// Every setting that changes a number; part of a run's identity.
public struct EngineSettings: Hashable, Sendable, Codable {
  /// Months ahead, 1...60.
  public var horizons: Int = 12
  /// The name of a model in `ModelRegistry`, or `default`: the choice by rule of `ModelLadder`.
  public var model: String = "linear_regression"
  /// Models that may take the place of `model` for a series where the backtest shows that they gain more than noise
  /// (`ModelChoice`); nil or empty: `model` forecasts every series that it suits.
  public var alternatives: [String]?
  /// How many of the last months serve as origins of the rolling backtest, 0...240.
  public var backtestOrigins: Int = 24
  /// How upper levels and leaves are made to agree.
  public var reconciliation: ReconciliationMethod = .bottomUp
  /// A horizon with fewer backtest errors than this takes its interval from all series together, scaled.
  public var intervalMinimumErrors: Int = 10
  /// A regression of the value replaces one of the change over a year if its leave-one-out error is below this
  /// part of the other's; 0...1. By default just below 1/√2: more than a series without any memory would show.
  public var regressionSeasonalMargin: Double = 0.70

  public init() {}

  /// Throws `ForecastingError.invalidSetting` for a value outside its range or a model that does not exist.
  public func validate() throws(ForecastingError) {
    func require(_ holds: Bool, _ sentence: String) throws(ForecastingError) {
      guard holds else { throw .invalidSetting(sentence) }
    }
    try require((1...60).contains(horizons), "horizons is \(horizons), not 1...60")
    try require((0...240).contains(backtestOrigins), "backtestOrigins is \(backtestOrigins), not 0...240")
    try require(
      (1...1000).contains(intervalMinimumErrors),
      "intervalMinimumErrors is \(intervalMinimumErrors), not 1...1000")
    try require(
      (0...1).contains(regressionSeasonalMargin),
      "regressionSeasonalMargin is \(regressionSeasonalMargin), not 0...1")
    let models = [model] + (alternatives ?? [])
    for (position, name) in models.enumerated() {
      if name != ModelLadder.defaultName { _ = try ModelRegistry.model(named: name) }
      try require(!models[..<position].contains(name), "\(name) is model and alternative, or alternative twice")
    }
  }
}
