/// Why a flow changed against prior year, by the products behind it.
public struct PriceVolumePart: Hashable, Sendable {
  /// Of the total: from prior year by volume, mix, price and what has no prior or no present to the actual; behind it each
  /// step's share of the change.
  public var bridge: BridgeChart
  /// The same steps of the definition's nodes, a row each.
  public var nodes: Table
  /// The products that moved most, one line for all others; nil where there are none.
  public var products: Table?

  /// Those beside the bridge.
  public var tables: [Table] { [nodes] + [products].compactMap { $0 } }
}
