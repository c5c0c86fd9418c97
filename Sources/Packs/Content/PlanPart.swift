/// The part of a domain that its plan covers, beside the plan.
public struct PlanPart: Hashable, Sendable {
  /// As readers are told: `Reseller`; the word for the total where the plan covers everything.
  public var scope: String
  /// AC and FC, PY, the last FC and PL of every period.
  public var figures: Table
  /// Three tiers of variances on plan, up to the last month that is planned.
  public var trend: MonthlyChart
}
