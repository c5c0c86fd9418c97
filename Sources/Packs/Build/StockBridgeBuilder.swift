import Domains

/// Opening + inflow − outflow + revaluation = closing, of the as-of month.
struct StockBridgeBuilder {
  let context: BuildContext

  /// The total and the leaves below it; nil for a flow. Throws `PackError` (`rows`) for a row that does not close.
  func table(_ name: String, id: String) throws(PackError) -> Table? {
    let source = try context.domain(name)
    guard source.domain.kind == .stock else { return nil }
    let month = source.stockBridge.filter { $0.month == context.asOf }
    let levels = [Domain.Level.total, Domain.Level.leaf]
    var rows: [Table.Row] = []
    for (depth, level) in levels.enumerated() {
      for row in month.filter({ $0.level == level }).sorted(by: order) {
        rows.append(try self.row(row, depth, source.domain))
      }
    }
    let columns = [
      Table.Column("name", "", .text),
      Table.Column(
        "opening", context.language.text(.opening), relation: .additive, reading: Reading("opening")),
      Table.Column("inflow", context.language.text(.inflow), relation: .additive, reading: Reading("inflow")),
      Table.Column(
        "outflow", context.language.text(.outflow), relation: .additive, reading: Reading("outflow")),
      Table.Column(
        "revaluation", context.language.text(.revaluation), relation: .additive, reading: Reading("revaluation")
      ),
      Table.Column(
        "closing", context.language.text(.closing), scenario: .actual, relation: .additive,
        reading: Reading("closing")),
    ]
    return Table(
      id: id,
      title: context.title(
        context.language.text(.stockBridge, ["domain": source.domain.label]), of: source.domain,
        "\(context.language.name(context.asOf)): AC"),
      columns: columns, rows: rows)
  }

  private func order(_ left: StockBridgeRow, _ right: StockBridgeRow) -> Bool {
    left.closing == right.closing ? left.keys < right.keys : left.closing.scaled > right.closing.scaled
  }

  private func row(_ row: StockBridgeRow, _ depth: Int, _ domain: Domain) throws(PackError) -> Table.Row {
    if let opening = row.opening, let inflow = row.inflow, let outflow = row.outflow,
      let revaluation = row.revaluation, opening + inflow - outflow + revaluation != row.closing
    {
      throw PackError(.rows, "stock_bridge_\(domain.name): \(row.keys.values) in \(row.month) does not close")
    }
    let label = depth == 0 ? context.language.text(.total) : row.keys.values.last ?? ""
    return Table.Row(
      [
        .text(label), .level(row.opening), .level(row.inflow), .level(row.outflow), .level(row.revaluation),
        .money(row.closing),
      ], depth: depth, isTotal: depth == 0,
      source: Source("stock_bridge", domain, asOf: context.asOf, row.level, row.keys)
        .and("month", row.month))
  }
}
