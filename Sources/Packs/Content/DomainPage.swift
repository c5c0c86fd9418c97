import Domains

/// One domain's section.
public struct DomainPage: Hashable, Sendable {
  public var domain: Domain
  public var messages: [Sentence]
  /// Of the analysts on this domain; empty where nobody has commented.
  public var comments: [PackContent.Comment]
  /// The total over every period.
  public var figures: Table
  public var trend: MonthlyChart
  /// What the plan covers, beside it; nil where there is none.
  public var plan: PlanPart?
  /// Why there is no plan to compare with, where the definition asks for one.
  public var planMissing: String?
  public var structure: StructureChart?
  public var multiples: MultiplesChart?
  public var variances: [Table]
  /// Of the outlook, from prior year, of profit: those that the definition asks for and the rows allow.
  public var bridges: [BridgeChart]
  /// Why a bridge that was asked for is not there.
  public var bridgesMissing: [String]
  /// Why the domain changed against prior year: units, mix of products, prices; nil where nobody asks or nothing is known.
  public var priceVolume: PriceVolumePart?
  /// How a stock came from its opening to its closing; nil for a flow.
  public var stockBridge: Table?
  /// Model, adjustment and forecast apart, and each adjustment; empty where nobody adjusted anything.
  public var adjustments: [Table]
  public var trust: Sentence
  public var accuracy: Table
  /// What each step of making a forecast added; nil before a forecast month has closed.
  public var valueAdded: Table?
  public var horizons: HorizonChart
  public var cones: [ConeChart]
  /// Where the model is worse than seasonal naive, plainly; empty where it is not.
  public var losses: [Sentence]
}
