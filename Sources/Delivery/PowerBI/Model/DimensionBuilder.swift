import Domains

/// Builds the tables around the facts.
struct DimensionBuilder {
  let star: Star
  let settings: PowerBISettings
  let templates: Templates

  func calendar() throws(PowerBIError) -> ModelTable {
    let first = star.subjects.map {
      "List.Min(SourceTable(\(PowerQuery.text("actual_\($0.domain.name)")), {\"month\"})[month])"
    }
    let last = star.subjects.map {
      "List.Max(SourceTable(\(PowerQuery.text("ml_pred_\($0.domain.name)")), {\"month\"})[month])"
    }
    let values = [
      "first_months": first.joined(separator: ", "), "last_months": last.joined(separator: ", "),
      "fiscal_shift": String((13 - settings.fiscalYearStart) % 12),
    ]
    var table = ModelTable(
      Star.calendar,
      description: "One row a day, from the first year of actuals to that of the last forecast",
      columns: [
        ModelColumn("Date", .date, isHidden: false, isKey: true),
        ModelColumn("Year", .integer, isHidden: false),
        ModelColumn("Quarter", .text, isHidden: false),
        ModelColumn("Month No", .integer),
        ModelColumn("Month", .text, isHidden: false, sortedBy: "Month No"),
        ModelColumn(
          "Month Start", .date, isHidden: false, format: "yyyy-mm",
          description: "First day of the month: the axis of charts"),
        ModelColumn("Year Month", .text, isHidden: false, sortedBy: "Month Start"),
        ModelColumn(
          "Fiscal Year", .integer, isHidden: false, description: "Named by the year in which it ends"),
        ModelColumn("Fiscal Month No", .integer),
      ], query: try templates.query("Date", values))
    table.isCalendar = true
    return table
  }

  /// Regions and countries of the facts; a country may lie in two regions.
  var geography: ModelTable {
    let parts = star.subjects.filter(\.hasGeography).flatMap { subject in
      let keys = Star.geographicKeys.filter { subject.geographicColumn($0) != nil }
      return subject.factSources.map { Self.members(of: $0, keys) }
    }
    let title = ["region": "Region", "country": "Country"]
    let keys = Star.geographicKeys.filter { key in
      star.subjects.contains { $0.geographicColumn(key) != nil }
    }
    var steps = QuerySteps()
    steps.add("Rows") { _ in "Table.Combine({\(parts.joined(separator: ", "))})" }
    let renames = keys.map { PowerQuery.list([$0, title[$0] ?? $0]) }
    steps.add("Named") { "Table.RenameColumns(\($0), {\(renames.joined(separator: ", "))})" }
    let types = keys.map { "{\(PowerQuery.text(title[$0] ?? $0)), type text}" }
    steps.add("Typed") { "Table.TransformColumnTypes(\($0), {\(types.joined(separator: ", "))}, \"en-US\")" }
    let arguments = Star.geographicKeys.map { keys.contains($0) ? "[\(title[$0] ?? $0)]" : "null" }
    steps.add("Keyed") {
      "Table.AddColumn(\($0), \"\(Star.geographyKey)\", each GeographyKey(\(arguments.joined(separator: ", "))), type text)"
    }
    steps.add("Members") { "Table.Distinct(\($0), {\"\(Star.geographyKey)\", Comparer.OrdinalIgnoreCase})" }
    let columns = keys.map {
      ModelColumn(title[$0] ?? $0, .text, isHidden: false, category: $0 == "country" ? "Country" : nil)
    }
    var table = ModelTable(
      Star.geography, description: "Regions and countries, one row each combination that any domain has",
      columns: [ModelColumn(Star.geographyKey, .text)] + columns, query: steps.lines)
    if columns.count == 2 {
      table.hierarchy = ModelTable.Hierarchy(name: "Region and country", columns: columns.map(\.name))
    }
    return table
  }

  /// The members of a key. Power BI tells neither case nor spaces at the end apart: such members are one.
  func table(of dimension: Star.Dimension) -> ModelTable {
    let parts = star.subjects.filter { subject in subject.keys.contains { $0.dimension == dimension } }
      .flatMap(\.factSources).map { Self.members(of: $0, [dimension.key]) }
    let member = ModelColumn(dimension.column, .text, isHidden: false)
    let column = PowerQuery.text(member.query)
    var steps = QuerySteps()
    steps.add("Rows") { _ in "Table.Combine({\(parts.joined(separator: ", "))})" }
    if !dimension.key.isSame(as: member.query) {
      steps.add("Named") { "Table.RenameColumns(\($0), {\(PowerQuery.list([dimension.key, member.query]))})" }
    }
    steps.add("Typed") { "Table.TransformColumnTypes(\($0), {{\(column), type text}}, \"en-US\")" }
    steps.add("Trimmed") { "Table.TransformColumns(\($0), {{\(column), Text.TrimEnd, type text}})" }
    steps.add("Members") { "Table.Distinct(\($0), {\(column), Comparer.OrdinalIgnoreCase})" }
    return ModelTable(
      dimension.table, description: "Members of \(dimension.column)",
      columns: [member], query: steps.lines)
  }

  private static func members(of source: String, _ keys: [String]) -> String {
    "Table.Distinct(SourceTable(\(PowerQuery.text(source)), \(PowerQuery.list(keys))))"
  }
}

extension StarSubject {
  /// The database's tables whose rows have the domain's series.
  var factSources: [String] { ["actual_\(domain.name)", "ml_pred_\(domain.name)"] }
}
