/// The files of a semantic model: paths below `definition/`, and their text.
struct ModelFiles {
  let model: Model
  let star: Star
  let settings: PowerBISettings
  let templates: Templates

  private static let role = "Region reader"

  func files() throws(PowerBIError) -> [ProjectFile] {
    var files = [
      ProjectFile("database.tmdl", try templates.text("static/database.tmdl")),
      ProjectFile("cultures/en-US.tmdl", try templates.text("static/en-US.tmdl")),
      ProjectFile("model.tmdl", modelText), ProjectFile("expressions.tmdl", try expressions()),
      ProjectFile("relationships.tmdl", relationships),
    ]
    if star.hasRegion { files.append(ProjectFile("roles/\(Self.role).tmdl", roleText)) }
    for table in model.tables {
      files.append(ProjectFile("tables/\(Self.fileName(table.name)).tmdl", TabularText.table(table)))
    }
    return files
  }

  /// A name that Windows takes: what it forbids is percent-encoded, as Microsoft's serializer does.
  static func fileName(_ table: String) -> String {
    var name = ""
    for scalar in table.unicodeScalars {
      if "<>:\"/\\|?*".unicodeScalars.contains(scalar) {
        name += "%" + String(scalar.value, radix: 16, uppercase: true)
      } else {
        name.unicodeScalars.append(scalar)
      }
    }
    return name
  }

  private var modelText: String {
    var lines = TabularText.Lines()
    lines.add(0, "model Model")
    lines.add(1, "culture: en-US")
    lines.add(1, "defaultPowerBIDataSourceVersion: powerBI_V3")
    lines.add(1, "discourageImplicitMeasures")
    lines.add(1, "sourceQueryCulture: en-US")
    lines.add(1, "dataAccessOptions")
    lines.add(2, "legacyRedirects")
    lines.add(2, "returnErrorValuesAsNull")
    lines.add(0)
    lines.add(0, "annotation __PBI_TimeIntelligenceEnabled = 0")
    lines.add(0)
    lines.add(0, "annotation PBI_ProTooling = [\"DevMode\"]")
    lines.add(0)
    for table in model.tables { lines.add(0, "ref table \(TabularText.name(table.name))") }
    lines.add(0)
    if star.hasRegion {
      lines.add(0, "ref role \(TabularText.name(Self.role))")
      lines.add(0)
    }
    lines.add(0, "ref cultureInfo en-US")
    lines.add(0)
    return lines.text
  }

  private func expressions() throws(PowerBIError) -> String {
    let shared = [
      SharedExpression(
        name: "Server", description: "PostgreSQL host or host:port", kind: .parameter("localhost:5432")),
      SharedExpression(name: "Database", description: "Name of the database", kind: .parameter("forecastpack")),
      SharedExpression(
        name: "Schema", description: "Schema of the forecast tables", kind: .parameter(settings.schema)),
      SharedExpression(
        name: "SourceTable",
        description: "The one place that knows where tables come from: columns of a table of the database",
        kind: .function(try templates.query("SourceTable.postgres"))),
      SharedExpression(
        name: "UtcTime", description: "A time as the source gives it, in UTC and without a zone",
        kind: .function(try templates.query("UtcTime"))),
      SharedExpression(
        name: "GeographyKey", description: "Region and country in one text, different for different pairs",
        kind: .function(try templates.query("GeographyKey"))),
    ]
    var lines = TabularText.Lines()
    for expression in shared {
      lines.describe(0, expression.description)
      switch expression.kind {
      case .parameter(let value):
        lines.add(
          0,
          "expression \(expression.name) = \(PowerQuery.text(value)) "
            + "meta [IsParameterQuery=true, Type=\"Text\", IsParameterQueryRequired=true]")
      case .function(let body):
        lines.add(0, "expression \(expression.name) =")
        for line in body { lines.add(2, line) }
      }
      lines.add(1, "lineageTag: \(Identity.guid("expression", expression.name))")
      lines.add(0)
      let type = if case .parameter = expression.kind { "Text" } else { "Function" }
      lines.add(1, "annotation PBI_ResultType = \(type)")
      lines.add(0)
    }
    return lines.text
  }

  private var relationships: String {
    var lines = TabularText.Lines()
    for relationship in model.relationships {
      let from = (relationship.fromTable, relationship.fromColumn)
      let to = (relationship.toTable, relationship.toColumn)
      lines.add(0, "relationship \(Identity.guid("relationship", from.0, from.1, to.0, to.1))")
      lines.add(1, "fromColumn: \(TabularText.name(from.0)).\(TabularText.name(from.1))")
      lines.add(1, "toColumn: \(TabularText.name(to.0)).\(TabularText.name(to.1))")
      lines.add(0)
    }
    return lines.text
  }

  /// Members see the regions that `RegionAccess` grants them, and no findings: these name series.
  private var roleText: String {
    var lines = TabularText.Lines()
    let user = Expression.column("User", of: Star.access) + " = USERPRINCIPALNAME ()"
    lines.add(0, "role \(TabularText.name(Self.role))")
    lines.add(1, "modelPermission: read")
    lines.add(0)
    lines.add(1, "tablePermission \(Star.geography) =")
    lines.add(3, "\(Expression.column("Region", of: Star.geography))")
    lines.add(
      3, "    IN CALCULATETABLE ( VALUES ( \(Expression.column("Region", of: Star.access)) ), \(user) )")
    lines.add(0)
    lines.add(1, "tablePermission \(Star.access) = \(user)")
    lines.add(0)
    lines.add(1, "tablePermission \(Star.findings) = FALSE ()")
    lines.add(0)
    lines.add(1, "annotation PBI_Id = \(Identity.folder("role", Self.role))")
    lines.add(0)
    return lines.text
  }
}
