/// The page that is read first.
public struct ExecutivePage: Hashable, Sendable {
  public var summary: Table
  public var charts: [MonthlyChart]
  public var bridge: BridgeChart?
  /// Why there is no bridge; nil where there is one or none was asked for.
  public var bridgeMissing: String?
  public var variance: Table
  /// How far the forecast can be trusted, in a sentence, and the horizons behind it.
  public var trust: Sentence
  public var trustTable: Table
}
