import StrictYAML

/// One domain's section.
public struct DomainPageDefinition: Hashable, Sendable {
  public var domain: String
  public var comparisons: [MonthComparison]
  public var variance: [VarianceDefinition]
  /// Levels of the bars below the total, the widest first; empty for none.
  public var structure: [String]
  /// The level of the small multiples; nil for none.
  public var multiples: String?
  /// Whether the outlook is bridged from the last one.
  public var outlookBridge: Bool
  /// The level whose nodes lead from prior year to the outlook; nil for none.
  public var yearBridge: String?
  public var profitBridge: ProfitBridgeDefinition?
  public var priceVolume: PriceVolumeDefinition?

  init(_ value: YAMLValue) throws(YAMLError) {
    let keys = try value.mapping()
    domain = try keys.required("domain").string()
    let comparisons = try keys.required("comparisons").items { (item) throws(YAMLError) in
      try item.choice(MonthComparison.self)
    }
    self.comparisons = comparisons
    variance = try keys.required("variance").items { (item) throws(YAMLError) in
      let keys = try item.mapping()
      let title = try keys.required("title").string()
      let levels = try keys.required("levels").strings()
      try keys.finish()
      return VarianceDefinition(domain: nil, title: title, levels: levels, comparisons: comparisons)
    }
    structure = try keys.optional("structure")?.strings() ?? []
    multiples = try keys.optional("multiples")?.string()
    outlookBridge = try keys.optional("outlook_bridge")?.bool() ?? false
    yearBridge = try keys.optional("year_bridge")?.string()
    profitBridge = try keys.optional("profit_bridge").map { (value) throws(YAMLError) in
      try ProfitBridgeDefinition(value)
    }
    priceVolume = try keys.optional("price_volume").map { (value) throws(YAMLError) in
      try PriceVolumeDefinition(value)
    }
    try keys.finish()
  }
}

/// A variance table: one row a node, children below their parents.
public struct VarianceDefinition: Hashable, Sendable {
  /// Nil for the domain of the page.
  public var domain: String?
  public var title: String
  /// From the widest to the narrowest; each refines the one before.
  public var levels: [String]
  public var comparisons: [MonthComparison]

  /// One of the variance page.
  static func tree(_ value: YAMLValue) throws(YAMLError) -> VarianceDefinition {
    let keys = try value.mapping()
    let tree = VarianceDefinition(
      domain: try keys.required("domain").string(), title: "", levels: try keys.required("levels").strings(),
      comparisons: try keys.required("comparisons").items { (item) throws(YAMLError) in try item.choice() })
    try keys.finish()
    guard tree.levels.count >= 2 else {
      throw value.error("levels: has \(tree.levels.count); expected two or more, the widest first")
    }
    return tree
  }
}

/// What an actual month is compared with.
public enum MonthComparison: String, Hashable, Sendable, CaseIterable {
  case forecast = "ac_fc"
  case priorYear = "ac_py"
  case plan = "ac_pl"
}
