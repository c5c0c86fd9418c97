import Domains
import StrictYAML

/// Over which period a change is taken apart into price, volume and mix, by which nodes, and how many products are named.
public struct PriceVolumeDefinition: Hashable, Sendable {
  public var period: BridgePeriod
  /// The total first; each refines the one before.
  public var levels: [String]
  /// Products that have a row of their own; the others become one line.
  public var top: Int

  init(_ value: YAMLValue) throws(YAMLError) {
    let keys = try value.mapping()
    period = try keys.required("period").choice()
    let levels = try keys.required("levels")
    self.levels = try levels.strings()
    top = try keys.required("top").integer(in: 1...100)
    try keys.finish()
    guard self.levels.first == Domain.Level.total else {
      throw levels.error(
        "starts with '\(self.levels.first ?? "")'; expected \(Domain.Level.total), which the bridge is of")
    }
  }
}
