/// One level of a grouping: every leaf series belongs to exactly one of its nodes.
public struct GroupLevel: Hashable, Sendable, Codable {
  /// `total`, `country`, …; unique within a grouping.
  public let name: String
  /// The leaf indices of each node, ascending.
  public let nodes: [[Int]]

  public init(name: String, nodes: [[Int]]) {
    self.name = name
    self.nodes = nodes
  }
}
