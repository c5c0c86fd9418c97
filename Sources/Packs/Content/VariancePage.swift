import Domains

/// Variances from the total down to the leaves, a table a node, linked from row to node.
public struct VariancePage: Hashable, Sendable {
  public var trees: [VarianceTree]
}

/// One domain's hierarchy, parents before their children.
public struct VarianceTree: Hashable, Sendable {
  public var domain: Domain
  public var label: String
  public var nodes: [VarianceNode]
}

/// A node and what is below it.
public struct VarianceNode: Hashable, Sendable {
  /// `variance-sales-europe-france`: the anchor in the page.
  public var id: String
  public var label: String
  /// The nodes above, the total first.
  public var path: [Step]
  /// The node itself in the first row, then its children, one level down; those of the narrowest nodes two.
  public var table: Table
  /// The rows one level down as bars; nil where there are fewer than two.
  public var structure: StructureChart?

  public struct Step: Hashable, Sendable {
    public var label: String
    public var id: String
  }
}
