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
    /// A level from zero, or a change from the step before.
    public var isLevel: Bool
    public var amount: Amount
    public var impact: Impact
  }
}
