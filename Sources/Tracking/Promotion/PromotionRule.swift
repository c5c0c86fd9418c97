/// When a challenger takes the champion's place. Errors are WAPE of the leaves, of one rolling-origin backtest on the
/// same data.
public struct PromotionRule: Hashable, Sendable, Codable {
  /// Raised when the rule's meaning changes.
  public var version = 1
  /// How much lower the challenger's error over all horizons must be, as a part of the champion's.
  public var margin = 0.02
  /// Origins that the backtest needs.
  public var minimumOrigins = 12
  /// How much higher it may be at any one horizon.
  public var horizonBound = 0.05
  /// How much higher it may be in any one large series.
  public var seriesBound = 0.10
  /// A series is large from this share of all |actuals|.
  public var largeShare = 0.05

  public init() {}

  /// Every condition that a challenger fails; empty where it is to be promoted.
  public func objections(_ comparison: ModelComparison) -> [String] {
    var objections: [String] = []
    if comparison.origins < minimumOrigins {
      objections.append("\(comparison.origins) origins are fewer than \(minimumOrigins)")
    }
    let (champion, challenger) = (comparison.overall.champion, comparison.overall.challenger)
    if !(challenger < champion * (1 - margin)) {
      objections.append(
        "its error \(Self.percent(challenger)) is not below \(Self.percent(champion)) by more than "
          + "\(Self.percent(margin)) of it")
    }
    for score in comparison.horizons where score.challenger > score.champion * (1 + horizonBound) {
      objections.append(
        "at horizon \(score.name) its error \(Self.percent(score.challenger)) is more than "
          + "\(Self.percent(horizonBound)) above \(Self.percent(score.champion))")
    }
    for score in comparison.series
    where score.share >= largeShare && score.challenger > score.champion * (1 + seriesBound) {
      objections.append(
        "in series \(score.name), \(Self.percent(score.share)) of all, its error \(Self.percent(score.challenger)) "
          + "is more than \(Self.percent(seriesBound)) above \(Self.percent(score.champion))")
    }
    return objections
  }

  /// One decimal, whatever the locale.
  static func percent(_ value: Double) -> String {
    guard abs(value) < 1e12 else { return "\(value * 100) %" }
    let tenths = Int((value * 1000).rounded())
    return "\(tenths < 0 ? "-" : "")\(abs(tenths) / 10).\(abs(tenths) % 10) %"
  }
}
