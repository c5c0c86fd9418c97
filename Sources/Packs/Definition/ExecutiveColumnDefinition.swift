import StrictYAML

/// One column of the executive table.
public struct ExecutiveColumnDefinition: Hashable, Sendable {
  /// `{month}`, `{year}` and `{previous}` are replaced.
  public var label: String
  public var source: Source
  public var show: Show
  /// What a stock shows instead, since it does not sum over time; nil shows nothing.
  public var stock: Source?
  /// Left out where no row has a number.
  public var optional: Bool

  /// Which row of the KPI view: the first of `comparisons` that exists.
  public struct Source: Hashable, Sendable {
    public var period: Period
    public var comparisons: [String]
    /// Said beside the number.
    public var note: String?
  }

  public enum Period: String, Hashable, Sendable, CaseIterable {
    case month, ytd, r12, fy, next12
    case nextMonth = "next_month"
  }

  public enum Show: String, Hashable, Sendable, CaseIterable { case value, variance, percent }

  init(_ value: YAMLValue) throws(YAMLError) {
    let keys = try value.mapping()
    label = try keys.required("label").named(.seriesUnlabelled, "is blank; a column has a name")
    let source = try Source(
      period: keys.required("period").choice(), comparisons: keys.required("comparisons").strings(), note: nil)
    self.source = source
    show = try keys.required("show").choice()
    optional = try keys.optional("optional")?.bool() ?? false
    stock = try Self.stock(keys.optional("stock"), otherwise: source)
    if let stock, [.ytd, .r12].contains(stock.period) {
      throw value.breaks(
        .stockOverTime,
        "sums over months; write 'stock: blank' or a point in time, since a stock is never summed")
    }
    try keys.finish()
  }

  private static func stock(_ value: YAMLValue?, otherwise: Source) throws(YAMLError) -> Source? {
    guard let value else { return otherwise }
    if (try? value.literal()) == "blank" { return nil }
    let keys = try value.mapping()
    let source = try Source(
      period: keys.required("period").choice(), comparisons: keys.required("comparisons").strings(),
      note: keys.optional("note")?.string())
    try keys.finish()
    return source
  }
}
