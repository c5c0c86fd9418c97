/// The forecast of one node above the leaves, not yet rounded.
public struct NodeForecast: Hashable, Sendable, Codable {
  public let model: String
  public let modelVersion: String
  /// What the node's own model says; empty if it has none.
  public let base: [Double]
  /// The sum of the leaves as they are forecast: what is stored, but for rounding.
  public let reconciled: [Double]
  /// Distances of the bounds from `reconciled`, from the backtest errors of the node itself.
  public let offsets: IntervalOffsets

  public init(
    model: String, modelVersion: String, base: [Double], reconciled: [Double], offsets: IntervalOffsets
  ) {
    self.model = model
    self.modelVersion = modelVersion
    self.base = base
    self.reconciled = reconciled
    self.offsets = offsets
  }

  /// What reconciliation changed: reconciled minus base.
  public var difference: [Double] { zip(reconciled, base).map { $0 - $1 } }
}
