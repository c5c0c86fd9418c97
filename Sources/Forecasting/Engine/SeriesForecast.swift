/// The forecast of one leaf series, not yet rounded.
///
/// Bounds are given as distances from the point forecast, so that they keep their order around a point that has
/// been rounded: lower bound = stored point + rounded distance.
public struct SeriesForecast: Hashable, Sendable, Codable {
  public let model: String
  public let modelVersion: String
  /// One finite value a horizon; empty if the series has no finite value to forecast from (its fit says why).
  public let points: [Double]
  /// What the series' own model says, before reconciliation; empty like `points`.
  public let base: [Double]
  /// What linear regression says, whatever the model; empty like `points`.
  public let regression: [Double]
  public let offsets: IntervalOffsets

  /// `base` nil means that reconciliation changed nothing, `regression` nil that it is the model.
  public init(
    model: String, modelVersion: String, points: [Double], base: [Double]? = nil, regression: [Double]? = nil,
    offsets: IntervalOffsets
  ) {
    self.model = model
    self.modelVersion = modelVersion
    self.points = points
    self.base = base ?? points
    self.regression = regression ?? base ?? points
    self.offsets = offsets
  }

  /// What reconciliation changed: points minus base.
  public var difference: [Double] { zip(points, base).map { $0 - $1 } }

  public var lower80: [Double] { zip(points, offsets.lower80).map { $0 + $1 } }
  public var upper80: [Double] { zip(points, offsets.upper80).map { $0 + $1 } }
  public var lower95: [Double] { zip(points, offsets.lower95).map { $0 + $1 } }
  public var upper95: [Double] { zip(points, offsets.upper95).map { $0 + $1 } }
}
