import Foundation

/// A Power BI project (PBIP): a semantic model in TMDL and a report in PBIR over it.
public struct PowerBIProject: Sendable {
  /// The name of the .pbip file, the model and the report.
  public static let name = "ForecastPack"

  public let model: Model
  /// Sorted by path.
  public let files: [ProjectFile]

  /// Throws `PowerBIError` for templates that do not fit and for labels that would give two measures one name.
  public init(settings: PowerBISettings, templates: Templates) throws(PowerBIError) {
    let star = Star(settings)
    model = try ModelBuilder(star: star, settings: settings, templates: templates).model()
    let report = ReportBuilder(star: star, settings: settings)
    let definition = try ModelFiles(model: model, star: star, settings: settings, templates: templates).files()
    let name = Self.name
    var files = [
      ProjectFile("\(name).pbip", Self.entry.document),
      ProjectFile(".gitignore", try templates.text("static/gitignore")),
      ProjectFile("\(name).SemanticModel/.platform", Self.platform("SemanticModel").document),
      ProjectFile("\(name).SemanticModel/definition.pbism", try templates.text("static/definition.pbism")),
      ProjectFile("\(name).Report/.platform", Self.platform("Report").document),
      ProjectFile("\(name).Report/definition.pbir", Self.reportProperties.document),
      ProjectFile("\(name).Report/definition/version.json", try templates.text("static/version.json")),
      ProjectFile("\(name).Report/definition/report.json", try templates.text("static/report.json")),
      ProjectFile(
        "\(name).Report/StaticResources/RegisteredResources/\(name).json",
        try templates.text("static/theme.json")),
    ]
    files += definition.map { $0.below("\(name).SemanticModel/definition") }
    files += report.files().map { $0.below("\(name).Report/definition") }
    files += try Fallback(star: star, templates: templates).files()
    self.files = files.sorted { $0.path < $1.path }
  }

  private static let schemas = "https://developer.microsoft.com/json-schemas/fabric"

  private static var entry: JSONText {
    [
      "$schema": .string("\(schemas)/pbip/pbipProperties/1.0.0/schema.json"), "version": "1.0",
      "artifacts": [["report": ["path": .string("\(name).Report")]]], "settings": ["enableAutoRecovery": true],
    ]
  }

  private static func platform(_ type: String) -> JSONText {
    [
      "$schema": .string("\(schemas)/gitIntegration/platformProperties/2.0.0/schema.json"),
      "metadata": ["type": .string(type), "displayName": .string(name)],
      "config": ["version": "2.0", "logicalId": .string(Identity.guid("item", type, name))],
    ]
  }

  private static var reportProperties: JSONText {
    [
      "$schema": .string("\(schemas)/item/report/definitionProperties/2.0.0/schema.json"), "version": "4.0",
      "datasetReference": ["byPath": ["path": .string("../\(name).SemanticModel")]],
    ]
  }
}
