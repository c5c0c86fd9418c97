import Domains

/// A run made again from its archived dataset and its settings, beside what was stored.
public struct Reproduction: Hashable, Sendable {
  public let run: LedgerRun
  /// Stored numbers that were compared: points and bounds of leaves and of the nodes above.
  public let compared: Int
  /// Numbers that came out otherwise, by level, keys, horizon and column.
  public let differences: [Difference]
  /// What is not as it was when the run was made, and may explain differences.
  public let warnings: [String]

  public struct Difference: Hashable, Sendable {
    /// `leaf`, or the level's name.
    public let level: String
    public let series: String
    public let horizon: String
    public let column: String
    /// As text, exactly; nil where there is no such forecast.
    public let stored: String?
    public let computed: String?
  }

  public var isIdentical: Bool { differences.isEmpty && compared > 0 }
}
