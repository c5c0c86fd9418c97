import Domains

/// Builds the semantic model of a configuration.
struct ModelBuilder {
  let star: Star
  let settings: PowerBISettings
  let templates: Templates

  func model() throws(PowerBIError) -> Model {
    let dimensions = DimensionBuilder(star: star, settings: settings, templates: templates)
    var tables = [try dimensions.calendar()]
    if star.hasGeography { tables.append(dimensions.geography) }
    tables += star.dimensions.map(dimensions.table)
    tables += [horizon, runs]
    for subject in star.subjects {
      let builder = TableBuilder(subject: subject)
      tables += [builder.actual, builder.forecast, builder.oneMonth]
    }
    tables.append(findings)
    if star.hasRegion { tables.append(access) }
    tables.append(try measureTable())
    return Model(tables: tables, relationships: relationships, measureTable: Star.measures)
  }

  private var relationships: [Relationship] {
    var relationships: [Relationship] = []
    func relate(_ table: String, _ column: String, _ toTable: String, _ toColumn: String) {
      relationships.append(
        Relationship(fromTable: table, fromColumn: column, toTable: toTable, toColumn: toColumn))
    }
    for subject in star.subjects {
      for table in [subject.actual, subject.forecast, subject.oneMonth] {
        relate(table, "month", Star.calendar, "Date")
        if subject.hasGeography { relate(table, Star.geographyKey, Star.geography, Star.geographyKey) }
        for key in subject.keys {
          if let dimension = key.dimension { relate(table, key.column, dimension.table, dimension.column) }
        }
        if table != subject.actual { relate(table, "run_id", Star.runs, "run_id") }
      }
      relate(subject.forecast, "horizon", Star.horizon, "Horizon")
    }
    relate(Star.findings, "run_id", Star.runs, "run_id")
    return relationships
  }

  private var horizon: ModelTable {
    let rows = (1...settings.horizons).map { "{\($0)}" }.joined(separator: ", ")
    var steps = QuerySteps()
    steps.add("Horizons") { _ in "#table(type table [Horizon = Int64.Type], {\(rows)})" }
    return ModelTable(
      Star.horizon, description: "Months ahead of the as-of month",
      columns: [ModelColumn("Horizon", .integer, isHidden: false)], query: steps.lines)
  }

  private var runs: ModelTable {
    let columns = [
      ModelColumn("domain", .text, source: "domain", isHidden: false),
      ModelColumn("run_id", .text, source: "run_id", isHidden: false),
      ModelColumn(
        "as_of_month", .date, source: "as_of_month", isHidden: false, format: "yyyy-mm",
        description: "The last complete month that the run knew: the vintage"),
      ModelColumn("status", .text, source: "status", isHidden: false),
      ModelColumn(
        "is_current", .flag, source: "is_current", isHidden: false,
        description: "Whether it is the run of its domain and month that counts"),
      ModelColumn(
        "is_latest", .flag, source: "is_latest", isHidden: false,
        description: "Whether it is the current run of its domain's greatest as-of month"),
      ModelColumn(
        "origin", .text, source: "origin", isHidden: false,
        description: "live: before the month closed; backfilled: later, from what was known then"),
      ModelColumn(
        "prediction_time", .time, source: "prediction_time", isHidden: false, description: "In UTC"),
      ModelColumn("published_at", .time, source: "published_at", isHidden: false, description: "In UTC"),
      ModelColumn("approved_by", .text, source: "approved_by", isHidden: false),
      ModelColumn("approved_at", .time, source: "approved_at", isHidden: false, description: "In UTC"),
      ModelColumn("supersedes", .text, source: "supersedes", isHidden: false),
      ModelColumn("reason", .text, source: "reason", isHidden: false),
      ModelColumn("dataset_digest", .text, source: "dataset_digest", isHidden: false),
    ]
    return ModelTable(
      Star.runs, source: "forecast_run",
      description: "The runs, one row a domain and run, superseded ones among them",
      columns: columns, query: TableBuilder.steps(source: "forecast_run", columns).lines)
  }

  private var findings: ModelTable {
    let columns = [
      ModelColumn("domain", .text, source: "domain", isHidden: false),
      ModelColumn("run_id", .text, source: "run_id"),
      ModelColumn("position", .integer, source: "position"),
      ModelColumn("severity", .text, source: "severity", isHidden: false),
      ModelColumn("code", .text, source: "code", isHidden: false),
      ModelColumn("series", .text, source: "series", isHidden: false),
      ModelColumn("month", .date, source: "month", isHidden: false, format: "yyyy-mm"),
      ModelColumn("count", .integer, source: "count", isHidden: false),
      ModelColumn("message", .text, source: "message", isHidden: false),
    ]
    return ModelTable(
      Star.findings, source: "data_quality",
      description: "What the gates found in the data of each current run",
      columns: columns, query: TableBuilder.steps(source: "data_quality", columns).lines)
  }

  /// Who may see which region; filled in by whoever runs the report.
  private var access: ModelTable {
    var steps = QuerySteps()
    steps.add("Grants") { _ in "#table(type table [User = text, Region = text], {})" }
    var table = ModelTable(
      Star.access, description: "Regions that members of the role 'Region reader' see; empty, they see none",
      columns: [ModelColumn("User", .text), ModelColumn("Region", .text)], query: steps.lines)
    table.isHidden = true
    return table
  }

  private func measureTable() throws(PowerBIError) -> ModelTable {
    var steps = QuerySteps()
    steps.add("Empty") { _ in "#table(type table [Placeholder = text], {})" }
    var table = ModelTable(
      Star.measures, description: "All measures", columns: [ModelColumn("Placeholder", .text)],
      query: steps.lines)
    table.measures = try MeasureBuilder(star: star, settings: settings, templates: templates.measures)
      .measures()
    return table
  }
}
