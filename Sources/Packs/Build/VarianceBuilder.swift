import Domains

/// Variance tables: actual beside forecast, prior year and plan for a hierarchy of nodes.
struct VarianceBuilder {
  let context: BuildContext

  /// One month's variances, children below their parents, the largest first.
  /// `isCompact` leaves references and relative ΔFC to the workbook.
  func table(
    _ definition: VarianceDefinition, domain name: String, id: String, isCompact: Bool = false
  ) throws(PackError) -> Table {
    let kpis = try checked(definition, name)
    let what = definition.title.isEmpty ? kpis.domain.label : "\(kpis.domain.label) \(definition.title)"
    let nodes = context.hierarchy(kpis, definition.levels)
    return try table(definition, kpis, nodes, id: id, what: what, isCompact: isCompact)
  }

  /// The KPIs of `name`. Throws for a level that it does not have.
  func checked(_ definition: VarianceDefinition, _ name: String) throws(PackError) -> KPIIndex {
    let kpis = try context.kpis(name)
    for level in definition.levels where kpis.keys(of: level) == nil {
      let known = (kpis.domain.levels.map(\.name) + [Domain.Level.leaf]).joined(separator: ", ")
      throw PackError(.definition, "the pack asks for the level '\(level)' of '\(name)'; there are \(known)")
    }
    return kpis
  }

  /// The table of `nodes`, which are in its order.
  func table(
    _ definition: VarianceDefinition, _ kpis: KPIIndex, _ nodes: [VarianceLine], id: String, what: String,
    isCompact: Bool = false
  ) throws(PackError) -> Table {
    let shown = definition.comparisons.filter { $0 != .plan || hasPlan(kpis) }
    var columns = [
      Table.Column("name", "", .text),
      Table.Column(
        "ac", "AC", scenario: .actual, relation: .additive, reading: .kpi("value", "month", "ac_fc")),
    ]
    for comparison in shown { columns += self.columns(comparison, kpis, isCompact: isCompact) }
    var rows: [Table.Row] = []
    for node in nodes {
      var cells: [Cell] = [.text(context.label(node)), .level(node.actual)]
      for comparison in shown { cells += try self.cells(comparison, kpis, node) }
      rows.append(
        Table.Row(
          cells, depth: node.depth, isTotal: node.depth == 0, link: context.anchors.id(kpis.domain, node),
          source: node.members.count == 1
            ? Source("kpi_monthly", kpis.domain, asOf: context.asOf, node.level, node.keys) : nil))
    }
    let scenarios = ["AC"] + shown.map { $0.delta }
    return Table(
      id: id,
      title: context.title(
        what, of: kpis.domain, "\(context.language.name(context.asOf)): \(scenarios.joined(separator: ", "))"),
      columns: columns, rows: rows)
  }

  private func hasPlan(_ kpis: KPIIndex) -> Bool {
    kpis.nodes(Domain.Level.total).contains {
      kpis.row(Domain.Level.total, $0, "month", MonthComparison.plan.rawValue)?.reference != nil
    }
  }

  private func columns(_ comparison: MonthComparison, _ kpis: KPIIndex, isCompact: Bool) -> [Table.Column] {
    let code = comparison.rawValue
    let scope = kpis.totalRow("month", code)?.scope
    var columns: [Table.Column] = []
    var value = "ac"
    if let scope {
      value = "\(code).value"
      columns.append(
        Table.Column(
          value, "AC \(scope)", scenario: .actual, relation: .additive, reading: .kpi("value", "month", code)))
    }
    let label = comparison.scenario.rawValue.uppercased()
    columns += [
      Table.Column(
        "\(code).reference", label, scenario: comparison.scenario, relation: .additive, isSupport: isCompact,
        reading: .kpi("reference", "month", code)),
      Table.Column(
        "\(code).variance", comparison.delta, relation: .difference(value, "\(code).reference"),
        reading: .kpi("variance", "month", code)),
      Table.Column(
        "\(code).percent", "\(comparison.delta) %",
        relation: .quotient("\(code).variance", "\(code).reference"),
        isSupport: isCompact && comparison == .forecast, reading: .kpi("variance_pct", "month", code)),
    ]
    return columns
  }

  private func cells(
    _ comparison: MonthComparison, _ kpis: KPIIndex, _ node: VarianceLine
  ) throws(PackError) -> [Cell] {
    let code = comparison.rawValue
    let isScoped = kpis.totalRow("month", code)?.scope != nil
    let rows = node.members.compactMap { kpis.row(node.level, $0, "month", code) }
    guard let first = rows.first else {
      let missing = Cell.unavailable(.noReference)
      return (isScoped ? [.blank] : []) + [.blank, missing, missing]
    }
    guard rows.count > 1 else {
      return (isScoped ? [.optional(first.value)] : [])
        + [.optional(first.reference), try first.varianceCell(), try first.percentCell()]
    }
    let sum = Comparison.sum(rows, kpis.domain.preference)
    return (isScoped ? [.optional(sum.value)] : [])
      + [.optional(sum.reference), sum.variance(summing: rows), sum.percent]
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
