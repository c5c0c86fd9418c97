import Domains
import Forecasting

/// A small chart a node of a level, the largest first.
struct MultiplesBuilder {
  let context: BuildContext

  func chart(_ level: String?, domain name: String, id: String) throws(PackError) -> MultiplesChart? {
    guard let level else { return nil }
    let kpis = try context.kpis(name)
    guard let keys = kpis.keys(of: level), !keys.isEmpty else {
      throw PackError(
        .definition, "small multiples of '\(name)' ask for the level '\(level)', which has no keys or is none")
    }
    let lines = context.hierarchy(kpis, [level]).filter { $0.members.count == 1 }
    var panels: [MonthlyChart] = []
    for (position, line) in lines.enumerated() {
      panels.append(
        try TrendBuilder(context: context).chart(
          name, level, line.keys, id: "\(id)-\(position + 1)", what: context.label(line)))
    }
    let title = context.title(
      "\(kpis.domain.label) \(context.language.text(.multiplesTitle))", of: kpis.domain,
      panels.first?.title.when ?? context.language.text(.noMonth))
    let parts = panels.map { "\($0.title.what): \($0.summary)" }
    return MultiplesChart(
      id: id, title: title,
      summary: parts.isEmpty ? context.language.text(.nothing) : parts.joined(separator: " "),
      panels: panels, data: table(panels, lines, kpis.domain, id: "\(id)-data", title))
  }

  /// A row a month, a column a panel: actual up to the as-of month, then forecast.
  private func table(
    _ panels: [MonthlyChart], _ lines: [VarianceLine], _ domain: Domain, id: String, _ title: Title
  ) -> Table {
    let months = Set(panels.flatMap { $0.points.map(\.month) }).sorted()
    let columns =
      [Table.Column("month", context.language.text(.month), .text)]
      + panels.enumerated().map {
        Table.Column("p\($0)", $1.title.what.isBlank ? "–" : $1.title.what, scenario: .actual)
      }
    let rows = months.map { month in
      var row = Table.Row([.month(month)])
      for (position, panel) in panels.enumerated() {
        let point = panel.points.first { $0.month == month }
        row.cells.append(.optional(point?.actual ?? point?.forecast))
        row.queries["p\(position)"] = Source(
          "trend", domain, asOf: context.asOf, lines[position].level, lines[position].keys
        ).and("month", month).select(month > context.asOf ? "forecast" : "actual")
      }
      return row
    }
    return Table(id: id, title: title, columns: columns, rows: rows)
  }
}
