/// The page that is read first.
public struct ExecutivePage: Hashable, Sendable {
  public var summary: Table
  /// AC, PY, FC and PL of what the plan covers; nil where none is asked for or there is none.
  public var plan: Table?
  /// Why there is no plan; nil where there is one or none was asked for.
  public var planMissing: String?
  public var charts: [MonthlyChart]
  /// Whether the charts are drawn on one scale.
  public var isOneScale: Bool
  public var bridge: BridgeChart?
  /// Why there is no bridge; nil where there is one or none was asked for.
  public var bridgeMissing: String?
  public var variance: Table
  /// How far the forecast can be trusted, in a sentence, and the horizons behind it.
  public var trust: Sentence
  public var trustTable: Table

  /// From the least to the greatest value of all charts; nil where each has its own scale.
  var sharedScale: ClosedRange<Double>? {
    guard isOneScale else { return nil }
    let values = charts.flatMap(\.values)
    return min(0, values.min() ?? 0)...max(0, values.max() ?? 0)
  }
}
