import Domains

/// The database's controls, and the pack's own: children sum to their parents in every table.
struct ChecksBuilder {
  let context: BuildContext

  /// One check a table and additive column: the first parent that its children miss, else the outermost row.
  /// `relation`, without its domain, is what the rows are of.
  func sums(_ table: Table, domain: String, of relation: String = "kpi_monthly") -> [Control] {
    table.columns.indices.filter { table.columns[$0].relations.contains(.additive) }.compactMap { column in
      var outermost: Control?
      for parent in table.rows.indices {
        guard let check = sum(table, column, parent, domain, relation) else { continue }
        if !check.row.passed { return check }
        if outermost == nil { outermost = check }
      }
      return outermost
    }
  }

  private func sum(
    _ table: Table, _ column: Int, _ parent: Int, _ domain: String, _ relation: String
  ) -> Control? {
    let depth = table.rows[parent].depth + 1
    let children = table.descendants(of: parent).filter { table.rows[$0].depth == depth }
    let amounts = children.compactMap { table.rows[$0].cells[column].amount }
    guard let decimals = amounts.first?.decimals else { return nil }
    let zero = Amount(scaled: 0, decimals: decimals)
    guard case .text(let name) = table.rows[parent].cells[0] else { return nil }
    let check = CheckRow(
      name: context.language.text(
        .checkSum,
        ["domain": domain, "row": name, "column": table.columns[column].label, "table": table.id]),
      domain: domain,
      expectedSource: "\(relation)_\(domain), \(name)",
      actualSource: context.language.text(
        .rowsBelow, ["relation": "\(relation)_\(domain)", "count": "\(children.count)"]),
      expected: table.rows[parent].cells[column].amount ?? zero, actual: amounts.reduce(zero, +))
    let queries = children.filter { table.rows[$0].cells[column].amount != nil }.map { table.query($0, column) }
    return Control(
      row: check, expected: table.query(parent, column),
      actual: queries.contains(nil)
        ? nil : .computed("select \(SQL(queries.compactMap(\.self).map { "(\($0))" }, separator: " + "))"))
  }

  /// A check of the pack's own, and where its sides are from.
  struct Control {
    let row: CheckRow
    let expected: Query?
    let actual: Query?
  }

  /// The database's checks, then the pack's own.
  func table(_ controls: [Control]) -> Table {
    let columns = [
      Table.Column("name", context.language.text(.check), .text),
      Table.Column("expected.source", context.language.text(.expectedFrom), .text),
      Table.Column("actual.source", context.language.text(.comparedWith), .text),
      Table.Column("expected", context.language.text(.expected), reading: Reading("expected")),
      Table.Column("actual", context.language.text(.found), reading: Reading("actual")),
      Table.Column(
        "difference", context.language.text(.difference), relation: .difference("actual", "expected"),
        reading: Reading("actual - expected")),
      Table.Column("result", context.language.text(.result), .text, relation: .verdict("difference")),
    ]
    // Those of the database, by the name that they have there.
    let stored = Dictionary(
      context.rows.checks.map { ($0.name, String($0.name.dropFirst($0.domain.count + 2))) }
    ) { first, _ in first }
    let own = controls.map(\.row)
    let rows = (context.rows.checks + own).enumerated().map { position, check in
      let words = context.language.words(check, asOf: context.asOf)
      var row = Table.Row([
        .text(words.name), .text(words.expected), .text(words.actual),
        .exact(check.expected), .exact(check.actual), .exact(check.difference),
        .verdict(check.passed),
      ])
      if let name = stored[check.name] {
        row.source = Source("checks", check.domain, asOf: context.asOf).and("name", name)
      }
      if position >= context.rows.checks.count {
        let control = controls[position - context.rows.checks.count]
        row.queries["expected"] = control.expected
        row.queries["actual"] = control.actual
      }
      return row
    }
    return Table(
      id: "checks",
      title: Title(
        who: context.definition.organisation, what: context.language.text(.checksTitle),
        when: context.language.text(.asOf, ["month": context.language.name(context.asOf)])),
      columns: columns, rows: rows)
  }
}
