/// Errors of the rolling-origin backtest. Grain: level x node x method x horizon.
///
/// An error is actual minus forecast, so that a positive bias is an under-forecast. Sums are in the unit of the
/// series (squared for `sumSquaredError`) and can be added over nodes; the measures follow from them.
public struct EvaluationRow: Hashable, Sendable, Codable {
  /// The name of the lowest level.
  public static let leaf = "leaf"

  /// A name of the grouping, or `leaf`.
  public let level: String
  /// The node's index in its level, the leaf's index for `leaf`; nil for all of them pooled.
  public let node: Int?
  public let method: EvaluationMethod
  /// 1, 2, …
  public let horizon: Int
  /// Origins (x nodes) that had a forecast and an actual.
  public let pairs: Int
  public let sumActual: Double
  public let sumAbsoluteActual: Double
  public let sumError: Double
  public let sumAbsoluteError: Double
  public let sumSquaredError: Double
  /// Sum over the pairs of |error| / in-sample seasonal-naive MAE at the origin, and how many pairs had one.
  public let sumScaledError: Double
  public let scaledPairs: Int

  public init(
    level: String, node: Int?, method: EvaluationMethod, horizon: Int, pairs: Int, sumActual: Double,
    sumAbsoluteActual: Double, sumError: Double, sumAbsoluteError: Double, sumSquaredError: Double,
    sumScaledError: Double, scaledPairs: Int
  ) {
    self.level = level
    self.node = node
    self.method = method
    self.horizon = horizon
    self.pairs = pairs
    self.sumActual = sumActual
    self.sumAbsoluteActual = sumAbsoluteActual
    self.sumError = sumError
    self.sumAbsoluteError = sumAbsoluteError
    self.sumSquaredError = sumSquaredError
    self.sumScaledError = sumScaledError
    self.scaledPairs = scaledPairs
  }

  /// Root mean squared error; nil without pairs.
  public var rmse: Double? { pairs > 0 ? (sumSquaredError / Double(pairs)).squareRoot() : nil }
  /// Mean absolute error; nil without pairs.
  public var mae: Double? { pairs > 0 ? sumAbsoluteError / Double(pairs) : nil }
  /// Mean error; nil without pairs.
  public var bias: Double? { pairs > 0 ? sumError / Double(pairs) : nil }
  /// Sum of |error| / sum of |actual|; nil if there is no actual but zero.
  public var wape: Double? { sumAbsoluteActual > 0 ? sumAbsoluteError / sumAbsoluteActual : nil }
  /// Sum of errors / sum of |actual|; nil if there is no actual but zero.
  public var biasPercent: Double? { sumAbsoluteActual > 0 ? sumError / sumAbsoluteActual : nil }
  /// Mean absolute scaled error (Hyndman and Koehler 2006) against the in-sample seasonal naive; nil where no
  /// origin had 13 observations.
  public var mase: Double? { scaledPairs > 0 ? sumScaledError / Double(scaledPairs) : nil }
}
