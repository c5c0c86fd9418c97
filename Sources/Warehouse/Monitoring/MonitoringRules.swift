import Domains

/// What is measured after each month's actuals, and where an alert begins.
public struct MonitoringRules: Hashable, Sendable {
  /// Target months that accuracy, bias and coverage are over: one of the accuracy windows; 0 is all.
  public var window: Int
  /// In months.
  public var horizons: [Int]
  /// Every node of these is watched; `leaf` is every series.
  public var levels: [String]
  /// Accuracy, bias and coverage over fewer pairs are measured but are no alert.
  public var minimumPairs: Int
  public var limits: [MonitoringMeasure: Limit]

  /// Where an alert begins; nil is nowhere.
  public struct Limit: Hashable, Sendable {
    public var value: Double?
    /// By the name of a domain that has another one.
    public var domains: [String: Double?]

    public init(_ value: Double?, domains: [String: Double?] = [:]) {
      self.value = value
      self.domains = domains
    }

    func of(_ domain: String) -> Double? { domains[domain] ?? value }
  }

  /// The limits where the configuration names none: no worse than the seasonal naive, not far off to one side, ranges
  /// that hold, and the signals' own limits.
  public static let usualLimits: [MonitoringMeasure: Limit] = [
    .wape: Limit(nil), .wapeToNaive: Limit(1), .bias: Limit(0.15), .coverage80: Limit(0.6),
    .coverage95: Limit(0.8), .trackingSignal: Limit(0.8), .cumulativeSum: Limit(5), .inputDrift: Limit(1),
  ]

  public init(
    window: Int, horizons: [Int], levels: [String] = [Domain.Level.total], minimumPairs: Int = 6,
    limits: [MonitoringMeasure: Limit] = [:]
  ) {
    self.window = window
    self.horizons = horizons
    self.levels = levels
    self.minimumPairs = minimumPairs
    self.limits = Self.usualLimits.merging(limits) { $1 }
  }

  /// What of it decides which figures are stored.
  var scope: String {
    "window \(window); horizons \(horizons.map(String.init).joined(separator: ", ")); "
      + "levels \(levels.map { "'\($0)'" }.joined(separator: ", "))"
  }
}
