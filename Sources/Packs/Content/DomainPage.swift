import Domains

/// One domain's section.
public struct DomainPage: Hashable, Sendable {
  public var domain: Domain
  public var messages: [Sentence]
  /// Of the analysts on this domain; empty where nobody has commented.
  public var comments: [PackContent.Comment]
  public var trend: MonthlyChart
  public var variances: [Table]
  /// How a stock came from its opening to its closing; nil for a flow.
  public var stockBridge: Table?
  /// Model, adjustment and forecast apart, and each adjustment; empty where nobody adjusted anything.
  public var adjustments: [Table]
  public var trust: Sentence
  public var accuracy: Table
  /// What each step of making a forecast added; nil before a forecast month has closed.
  public var valueAdded: Table?
  /// Where the model is worse than seasonal naive, plainly; empty where it is not.
  public var losses: [Sentence]
}
