import Forecasting

/// Which model forecasts a domain from the month after `asOf` on.
public struct ModelDecision: Hashable, Sendable {
  public let domain: String
  public let asOf: Month
  /// The run whose dataset was compared on.
  public let runID: String
  public let kind: Kind
  public let rule: PromotionRule
  public let comparison: ModelComparison
  /// What the rule had against the challenger, whoever decided.
  public let objections: [String]
  public let reason: String?
  public let decidedBy: String

  public enum Kind: String, Hashable, Sendable, CaseIterable {
    case rule
    /// Somebody decided, with a reason.
    case hand
    /// Somebody went back to the champion before.
    case rollback
  }

  /// A decision by the rule where `reason` is nil, else by hand for the challenger.
  public init(
    domain: String, asOf: Month, runID: String, kind: Kind, rule: PromotionRule, comparison: ModelComparison,
    reason: String?, decidedBy: String
  ) {
    self.domain = domain
    self.asOf = asOf
    self.runID = runID
    self.kind = kind
    self.rule = rule
    self.comparison = comparison
    objections = rule.objections(comparison)
    self.reason = reason
    self.decidedBy = decidedBy
  }

  public var isPromoted: Bool { kind != .rule || objections.isEmpty }
  /// The model that forecasts from now on.
  public var decided: String { isPromoted ? comparison.challenger : comparison.champion }
}
