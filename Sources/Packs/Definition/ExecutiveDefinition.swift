import StrictYAML

/// The executive page.
public struct ExecutiveDefinition: Hashable, Sendable {
  public var rows: [ExecutiveRowDefinition]
  public var columns: [ExecutiveColumnDefinition]
  /// Domains with a chart, in order.
  public var charts: [String]
  /// Whether the charts share one scale; those that do not show a bar to compare by.
  public var scale: Scale
  /// The domain whose outlook is bridged; nil for none.
  public var bridge: String?
  /// The domain that is compared with its plan in a table of its own; nil for none.
  public var plan: String?
  public var variance: VarianceDefinition
  /// The domain of the sentence about accuracy.
  public var trust: String

  /// A domain, or a mapping of a domain and a type that a pack has.
  private static func chart(_ value: YAMLValue) throws(YAMLError) -> String {
    guard let keys = try? value.mapping() else { return try value.string() }
    let domain = try keys.required("domain").string()
    let type = try keys.required("type")
    let name = try type.string()
    if ["pie", "ring", "donut", "gauge", "radar", "spaghetti", "3d"].contains(name) {
      throw type.breaks(.chartForbidden, "is '\(name)', which shows no difference exactly; write columns")
    }
    guard name == "columns" else { throw type.error("is '\(name)'; expected columns") }
    try keys.finish()
    return domain
  }

  public enum Scale: String, Hashable, Sendable, CaseIterable { case own, shared }

  init(_ value: YAMLValue) throws(YAMLError) {
    let keys = try value.mapping()
    rows = try keys.required("rows").items(ExecutiveRowDefinition.init)
    columns = try keys.required("columns").items(ExecutiveColumnDefinition.init)
    charts = try keys.required("charts").items { (item) throws(YAMLError) in try Self.chart(item) }
    for (column, item) in zip(columns, try keys.required("columns").list()) where column.show == .percent {
      let hasMoney = columns.contains { other in
        other.show != .percent && other.source.period == column.source.period
      }
      guard hasMoney else { throw item.breaks(.percentAlone, "shows a percentage without its money beside it") }
    }
    scale = try keys.required("scale").choice()
    bridge = try keys.optional("bridge")?.string()
    plan = try keys.optional("plan")?.string()
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
