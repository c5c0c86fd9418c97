import StrictYAML

/// The executive page.
public struct ExecutiveDefinition: Hashable, Sendable {
  public var rows: [ExecutiveRowDefinition]
  public var columns: [ExecutiveColumnDefinition]
  /// Domains with a chart, in order.
  public var charts: [String]
  /// The domain whose outlook is bridged; nil for none.
  public var bridge: String?
  public var variance: VarianceDefinition
  /// The domain of the sentence about accuracy.
  public var trust: String

  init(_ value: YAMLValue) throws(YAMLError) {
    let keys = try value.mapping()
    rows = try keys.required("rows").items(ExecutiveRowDefinition.init)
    columns = try keys.required("columns").items(ExecutiveColumnDefinition.init)
    charts = try keys.required("charts").strings()
    bridge = try keys.optional("bridge")?.string()
    trust = try keys.required("trust").string()
    let item = try keys.required("variance").mapping()
    variance = try VarianceDefinition(
      domain: item.required("domain").string(), title: "", levels: item.required("levels").strings(),
      comparisons: item.required("comparisons").items { (item) throws(YAMLError) in
        try item.choice(MonthComparison.self)
      })
    try item.finish()
    try keys.finish()
  }
}
