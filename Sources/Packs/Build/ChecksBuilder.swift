import Domains

/// The database's controls, and the pack's own: children sum to their parents in every table.
struct ChecksBuilder {
  let context: BuildContext

  /// One check a table and additive column: the first parent that its children miss, else the outermost row.
  func sums(_ table: Table, domain: String) -> [CheckRow] {
    table.columns.indices.filter { table.columns[$0].relations.contains(.additive) }.compactMap { column in
      var outermost: CheckRow?
      for parent in table.rows.indices {
        guard let check = sum(table, column, parent, domain) else { continue }
        if !check.passed { return check }
        if outermost == nil { outermost = check }
      }
      return outermost
    }
  }

  private func sum(_ table: Table, _ column: Int, _ parent: Int, _ domain: String) -> CheckRow? {
    let depth = table.rows[parent].depth + 1
    let children = table.descendants(of: parent).filter { table.rows[$0].depth == depth }
    let amounts = children.compactMap { table.rows[$0].cells[column].amount }
    guard let decimals = amounts.first?.decimals else { return nil }
    let zero = Amount(scaled: 0, decimals: decimals)
    guard case .text(let name) = table.rows[parent].cells[0] else { return nil }
    return CheckRow(
      name: "\(domain): rows below sum to \(name), \(table.columns[column].label) (\(table.id))",
      domain: domain,
      expectedSource: "kpi_monthly_\(domain), \(name)",
      actualSource: "kpi_monthly_\(domain), the \(children.count) rows below",
      expected: table.rows[parent].cells[column].amount ?? zero, actual: amounts.reduce(zero, +))
  }

  func table(_ checks: [CheckRow]) -> Table {
    let columns = [
      Table.Column("name", "Check", .text), Table.Column("expected.source", "Expected from", .text),
      Table.Column("actual.source", "Compared with", .text), Table.Column("expected", "Expected"),
      Table.Column("actual", "Found"),
      Table.Column("difference", "Difference", relation: .difference("actual", "expected")),
      Table.Column("result", "Result", .text, relation: .verdict("difference")),
    ]
    let rows = checks.map { check in
      Table.Row([
        .text(check.name), .text(check.expectedSource), .text(check.actualSource),
        .exact(check.expected), .exact(check.actual), .exact(check.difference),
        .text(check.passed ? "PASS" : "FAIL"),
      ])
    }
    return Table(
      id: "checks",
      title: Title(
        who: context.definition.organisation, what: "Checks, in full units",
        when: "as of \(context.language.name(context.asOf))"),
      columns: columns, rows: rows)
  }
}
