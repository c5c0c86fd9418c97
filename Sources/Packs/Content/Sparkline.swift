/// The shape of a node's months, in whole units of its domain.
public struct Sparkline: Hashable, Sendable {
  public var actual: [Double]
  public var forecast: [Double]
}
