import Domains

/// From one level to another by steps that add up exactly.
public struct BridgeChart: Hashable, Sendable {
  public var id: String
  public var title: Title
  public var summary: String
  public var steps: [Step]
  public var data: Table

  public struct Step: Hashable, Sendable {
    public var label: String
    /// Whose level it is, from zero; nil for a change from the step before.
    public var scenario: Scenario?
    public var amount: Amount
    public var impact: Impact
    /// Where the amount is from; nil for a sum of many nodes.
    public var query: Query?

    public var isLevel: Bool { scenario != nil }
  }
}
