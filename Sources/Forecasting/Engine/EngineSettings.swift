/// Every setting that changes a number; part of a run's identity.
public struct EngineSettings: Hashable, Sendable, Codable {
  /// Months ahead, 1...60.
  public var horizons: Int = 12
  /// The name of a model in `ModelRegistry`.
  public var model: String = "linear_regression"
  /// How many of the last months serve as origins of the rolling backtest, 0...240.
  public var backtestOrigins: Int = 24
  /// How upper levels and leaves are made to agree.
  public var reconciliation: ReconciliationMethod = .bottomUp
  /// A horizon with fewer backtest errors than this takes its interval from all series together, scaled.
  public var intervalMinimumErrors: Int = 10

  public init() {}
}
