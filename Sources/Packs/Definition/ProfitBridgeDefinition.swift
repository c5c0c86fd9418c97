import StrictYAML

/// Which sales a profit is bridged with, by which nodes, over which period.
public struct ProfitBridgeDefinition: Hashable, Sendable {
  /// The domain of the sales, with the same keys.
  public var sales: String
  public var level: String
  public var period: BridgePeriod

  init(_ value: YAMLValue) throws(YAMLError) {
    let keys = try value.mapping()
    sales = try keys.required("sales").string()
    level = try keys.required("level").string()
    period = try keys.required("period").choice()
    try keys.finish()
  }
}
