/// The same chart of several nodes, on one scale.
public struct MultiplesChart: Hashable, Sendable {
  public var id: String
  public var title: Title
  public var summary: String
  /// `title.what` is the node's name.
  public var panels: [MonthlyChart]
  public var data: Table
}
