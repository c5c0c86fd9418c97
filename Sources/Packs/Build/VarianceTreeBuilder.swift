import Domains
import Forecasting

/// The trees of the variance page.
struct VarianceTreeBuilder {
  let context: BuildContext

  func page() throws(PackError) -> VariancePage {
    var trees: [VarianceTree] = []
    for definition in context.definition.variance { trees.append(try tree(definition)) }
    return VariancePage(trees: trees)
  }

  /// The levels whose nodes have a section: all but the last, and but the one before it, whose rows and their
  /// children fit below the node above, where there are enough levels.
  static func sections(_ levels: [String]) -> ArraySlice<String> { levels.dropLast(levels.count > 3 ? 2 : 1) }

  /// The node's months as far as the definition's trends reach.
  private func sparkline(_ name: String, _ line: VarianceLine) -> Sparkline? {
    let first = context.asOf - context.definition.history + 1
    let last = context.asOf + context.definition.ahead
    let rows = context.trend(name, line.level, line.keys).filter { $0.month >= first && $0.month <= last }
    guard !rows.isEmpty else { return nil }
    return Sparkline(
      actual: rows.filter { $0.month <= context.asOf }.compactMap { $0.actual?.doubleValue },
      forecast: rows.filter { $0.month > context.asOf }.compactMap { $0.forecast?.doubleValue })
  }

  /// The children as bars.
  private func structure(_ table: Table, id: String) -> StructureChart? {
    var children = table
    children.rows = table.rows.filter { $0.depth <= 1 }
    guard children.rows.count > 2, table.column("ac_py.variance") != nil else { return nil }
    return StructureBuilder(context: context).chart(children, id: id)
  }

  private func tree(_ definition: VarianceDefinition) throws(PackError) -> VarianceTree {
    let name = definition.domain ?? ""
    let builder = VarianceBuilder(context: context)
    let kpis = try builder.checked(definition, name)
    let lines = context.hierarchy(kpis, definition.levels)
    let last = Self.sections(definition.levels).count - 1
    var nodes: [VarianceNode] = []
    var path: [VarianceNode.Step] = []
    for (position, line) in lines.enumerated() {
      path.removeLast(path.count - min(path.count, line.depth))
      guard let id = context.anchors.id(kpis.domain, line) else { continue }
      let reach = line.depth == last ? definition.levels.count : line.depth + 1
      let below = lines[(position + 1)...].prefix { $0.depth > line.depth }.filter { $0.depth <= reach }
      let shown = ([line] + below).map { $0.under(line.depth) }
      let own = context.label(line)
      let label = (path.map(\.label) + [own]).dropFirst().joined(separator: ", ")
      let what = label.isEmpty ? kpis.domain.label : "\(kpis.domain.label), \(label)"
      var table = try builder.table(definition, kpis, shown, id: "\(id)-table", what: what)
      table.rows[0].link = nil
      for (row, line) in shown.enumerated() where line.members.count == 1 {
        table.rows[row].sparkline = sparkline(name, line)
      }
      nodes.append(
        VarianceNode(
          id: id, label: own, path: path, table: table, structure: structure(table, id: "\(id)-bars")))
      path.append(VarianceNode.Step(label: path.isEmpty ? kpis.domain.label : own, id: id))
    }
    return VarianceTree(domain: kpis.domain, label: kpis.domain.label, nodes: nodes)
  }
}

extension VarianceLine {
  /// The line in a table whose first row has `depth`.
  fileprivate func under(_ depth: Int) -> VarianceLine {
    VarianceLine(
      level: level, keys: keys, name: name, depth: self.depth - depth, members: members, actual: actual)
  }
}
