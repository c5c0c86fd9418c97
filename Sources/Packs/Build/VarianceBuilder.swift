import Domains

/// Variance tables: actual beside forecast, prior year and plan for a hierarchy of nodes.
struct VarianceBuilder {
  let context: BuildContext

  /// One month's variances, children below their parents, the largest first.
  /// `isCompact` leaves references and relative ΔFC to the workbook.
  func table(
    _ definition: VarianceDefinition, domain name: String, id: String, isCompact: Bool = false
  ) throws(PackError) -> Table {
    let kpis = try context.kpis(name)
    let domain = kpis.domain
    for level in definition.levels where kpis.keys(of: level) == nil {
      let known = (domain.levels.map(\.name) + [Domain.Level.leaf]).joined(separator: ", ")
      throw PackError(.definition, "the pack asks for the level '\(level)' of '\(name)'; there are \(known)")
    }
    let shown = definition.comparisons.filter { $0 != .plan || hasPlan(kpis) }
    var columns = [
      Table.Column("name", ""),
      Table.Column("ac", "AC", scenario: .actual, relation: .additive),
    ]
    columns[0].kind = .text
    for comparison in shown { columns += self.columns(comparison, kpis, isCompact: isCompact) }
    var rows: [Table.Row] = []
    for node in hierarchy(kpis, definition.levels[...], under: nil, depth: 0) {
      var cells: [Cell] = [.text(node.label), actual(kpis, node)]
      for comparison in shown { cells += try self.cells(comparison, kpis, node) }
      rows.append(Table.Row(cells, depth: node.depth, isTotal: node.depth == 0))
    }
    let scenarios = ["AC"] + shown.map { $0.delta }
    let what = definition.title.isEmpty ? domain.label : "\(domain.label) \(definition.title)"
    return Table(
      id: id,
      title: context.title(
        what, of: domain, "\(context.language.name(context.asOf)): \(scenarios.joined(separator: ", "))"),
      columns: columns, rows: rows)
  }

  /// A node of the hierarchy in the order of the table.
  struct Node {
    let level: String
    let keys: SeriesKey
    let label: String
    let depth: Int
  }

  func hierarchy(
    _ kpis: KPIIndex, _ levels: ArraySlice<String>, under parent: Node?, depth: Int
  ) -> [Node] {
    guard let level = levels.first, let names = kpis.keys(of: level) else { return [] }
    let parentKeys = parent.flatMap { kpis.keys(of: $0.level) } ?? []
    let positions = kpis.domain.keys.indices.filter { parentKeys.contains(kpis.domain.keys[$0]) }
    let own = kpis.domain.keys.lastIndex { names.contains($0) && !parentKeys.contains($0) }
    let nodes = kpis.nodes(level).filter { keys in
      positions.allSatisfy { keys.values[$0] == parent?.keys.values[$0] }
    }
    let sorted = nodes.map { (keys: $0, value: value(kpis, level, $0)?.doubleValue) }.sorted { left, right in
      if left.value != right.value { return (left.value ?? -.infinity) > (right.value ?? -.infinity) }
      return left.keys < right.keys
    }
    return sorted.flatMap { entry in
      let label = own.map { entry.keys.values[$0] } ?? "Total"
      let node = Node(level: level, keys: entry.keys, label: label, depth: depth)
      return [node] + hierarchy(kpis, levels.dropFirst(), under: node, depth: depth + 1)
    }
  }

  private func hasPlan(_ kpis: KPIIndex) -> Bool {
    kpis.nodes(Domain.Level.total).contains {
      kpis.row(Domain.Level.total, $0, "month", MonthComparison.plan.rawValue)?.reference != nil
    }
  }

  private func value(_ kpis: KPIIndex, _ level: String, _ keys: SeriesKey) -> Amount? {
    kpis.first(level, keys, "month", MonthComparison.allCases.map(\.rawValue))?.value
  }

  private func actual(_ kpis: KPIIndex, _ node: Node) -> Cell {
    .level(value(kpis, node.level, node.keys))
  }

  private func columns(_ comparison: MonthComparison, _ kpis: KPIIndex, isCompact: Bool) -> [Table.Column] {
    let code = comparison.rawValue
    let scope = kpis.totalRow("month", code)?.scope
    var columns: [Table.Column] = []
    var value = "ac"
    if let scope {
      value = "\(code).value"
      columns.append(Table.Column(value, "AC \(scope)", scenario: .actual, relation: .additive))
    }
    let label = comparison.scenario.rawValue.uppercased()
    columns += [
      Table.Column(
        "\(code).reference", label, scenario: comparison.scenario, relation: .additive, isSupport: isCompact),
      Table.Column(
        "\(code).variance", comparison.delta, relation: .difference(value, "\(code).reference")),
      Table.Column(
        "\(code).percent", "\(comparison.delta) %",
        relation: .quotient("\(code).variance", "\(code).reference"),
        isSupport: isCompact && comparison == .forecast),
    ]
    return columns
  }

  private func cells(_ comparison: MonthComparison, _ kpis: KPIIndex, _ node: Node) throws(PackError) -> [Cell]
  {
    let code = comparison.rawValue
    let isScoped = kpis.totalRow("month", code)?.scope != nil
    guard let row = kpis.row(node.level, node.keys, "month", code) else {
      let missing = Cell.unavailable(.noReference)
      return (isScoped ? [.blank] : []) + [.blank, missing, missing]
    }
    return (isScoped ? [.optional(row.value)] : [])
      + [.optional(row.reference), try row.varianceCell(), try row.percentCell()]
  }
}

extension MonthComparison {
  var scenario: Scenario {
    switch self {
    case .forecast: .forecast
    case .priorYear: .priorYear
    case .plan: .plan
    }
  }

  /// `ΔFC`.
  var delta: String { "Δ\(scenario.rawValue.uppercased())" }
}
