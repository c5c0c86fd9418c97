import Domains

/// A domain beside its plan, within the plan's scope; or why it is not.
struct PlanBuilder {
  let context: BuildContext

  enum Outcome {
    case part(PlanPart)
    case missing(String)
  }

  func outcome(_ name: String) throws(PackError) -> Outcome {
    let source = try context.domain(name)
    let language = context.language
    let label = ["domain": source.domain.label]
    let rows = source.trend.filter { $0.runID == source.run.runID }
    guard rows.contains(where: { $0.plan != nil }) else { return .missing(language.text(.planMissing, label)) }
    guard let node = PlannedNode(rows, of: source.domain) else {
      return .missing(language.text(.planWithoutNode, label))
    }
    let scope = node.names.isEmpty ? language.text(.total) : node.names.joined(separator: " / ")
    let what = language.text(.planTitle, ["domain": source.domain.label, "scope": scope])
    return .part(
      PlanPart(
        scope: scope,
        figures: try FiguresBuilder(context: context, node: node).table(name, id: "\(name)-plan-figures", what),
        trend: try PlanTrendBuilder(context: context, node: node).chart(name, id: "\(name)-plan", what)))
  }

  /// The four scenarios of the month, the year so far and the outlook: what the executive page and the mail show.
  static func brief(_ part: PlanPart) -> Table {
    var table = part.figures
    table.id = "plan"
    let kept = ["period", "value", "py", "last", "pl.value", "pl", "pl.variance", "pl.percent"]
      .compactMap(table.column)
    let periods = ["month", "ytd", "fy"].map(SQL.Value.text)
    table.rows = table.rows.filter { row in
      guard let source = row.source else { return row.isHeading }
      return source["period"].map(periods.contains) ?? false
    }
    table.columns = kept.map { part.figures.columns[$0] }
    for row in table.rows.indices { table.rows[row].cells = kept.map { table.rows[row].cells[$0] } }
    return table
  }
}

extension Table.Row {
  /// A name that stands over the rows below it, which are about it.
  var isHeading: Bool {
    if case .text = cells.first { cells.dropFirst().allSatisfy { $0 == .blank } } else { false }
  }
}

extension PlannedNode {
  /// A row a name, each a step deeper, for what is below them.
  func headings(columns: Int) -> [Table.Row] {
    names.enumerated().map { depth, name in
      Table.Row([.text(name)] + [Cell](repeating: .blank, count: columns - 1), depth: depth)
    }
  }
}
