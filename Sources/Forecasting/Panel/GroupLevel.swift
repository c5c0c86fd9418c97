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

  /// The sum of each node's leaves, from the first month of any of them; a leaf counts as zero before its own.
  func sums(of panel: Panel) -> [TimeSeries] {
    nodes.map { leaves in
      let first = leaves.map { panel.firstMonths[$0] }.min() ?? panel.asOf + 1
      var values = [Double](repeating: 0, count: panel.asOf - first + 1)
      for leaf in leaves {
        let shift = panel.firstMonths[leaf] - first
        for (index, value) in panel[leaf].values.enumerated() { values[shift + index] += value }
      }
      return TimeSeries(values, firstMonth: first)
    }
  }
}
