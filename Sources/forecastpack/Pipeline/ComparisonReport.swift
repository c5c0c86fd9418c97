import Tracking

/// Two models beside each other for a reader at the terminal, with what the rule says.
struct ComparisonReport {
  private let comparison: ModelComparison
  private let rule: PromotionRule

  init(_ comparison: ModelComparison, rule: PromotionRule) {
    self.comparison = comparison
    self.rule = rule
  }

  var text: String {
    let rows = comparison.horizons.enumerated().map { index, score in
      let test = index < comparison.tests.count ? comparison.tests[index] : nil
      return [
        score.name, Self.percent(score.champion), Self.percent(score.challenger),
        test.map { Self.decimal($0.statistic) } ?? "n/a", test.map { Self.decimal($0.probability) } ?? "n/a",
      ]
    }
    let all = [
      "all", Self.percent(comparison.overall.champion), Self.percent(comparison.overall.challenger), "", "",
    ]
    let head = ["horizon", comparison.champion, comparison.challenger, "DM", "p"]
    let table = [head] + rows + [all]
    let widths = head.indices.map { column in table.map { $0[column].count }.max() ?? 0 }
    let lines = table.map { row in
      zip(row, widths).map { String(repeating: " ", count: $1 - $0.count) + $0 }.joined(separator: "  ")
    }
    let objections = rule.objections(comparison)
    let verdict =
      objections.isEmpty
      ? "the rule promotes \(comparison.challenger)"
      : "the rule keeps \(comparison.champion):\n" + objections.map { "  \($0)" }.joined(separator: "\n")
    return """
      WAPE of the leaves, rolling-origin backtest over \(comparison.origins) origins; Diebold-Mariano (Harvey), \
      positive where \(comparison.challenger) is better
      \(lines.joined(separator: "\n"))
      \(verdict)
      """
  }

  private static func percent(_ value: Double) -> String { decimal(value * 100) + " %" }

  /// Two decimals, whatever the locale.
  private static func decimal(_ value: Double) -> String {
    guard abs(value) < 1e12 else { return "\(value)" }
    let scaled = Int((value * 100).rounded())
    let cents = abs(scaled) % 100
    return "\(scaled < 0 ? "-" : "")\(abs(scaled) / 100).\(cents < 10 ? "0" : "")\(cents)"
  }
}
