import Foundation

@testable import Packs

/// The project's own definition and templates over sample rows.
enum Sample {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path
  static let fixtures = root + "/Tests/PacksTests/Fixtures"
  static let golden = root + "/Tests/PacksTests/Golden"
  static let templates = root + "/templates"
  /// 2013-12-05T06:00:00Z.
  static let timestamp = 1_386_223_200

  static func definition() throws -> PackDefinition {
    try PackDefinition.read(path: root + "/reports/monthly-pack.yml")
  }

  /// The words of the pack's language, or another.
  static func language(_ code: String = "en") throws -> Language {
    try Language.read(code, templates: templates)
  }

  /// `months` of history and ahead, as the definition has them if nil.
  static func content(_ facts: SampleFacts = SampleFacts(), months: Int? = nil) throws -> PackContent {
    var definition = try definition()
    if let months { (definition.history, definition.ahead) = (months, months) }
    definition.executive.rows.removeAll { $0.indent > 0 && !facts.channels.contains($0.label) }
    return try PackContent(definition, SampleRows(facts: facts).packRows(), language())
  }

  /// The rows of its data sheets.
  static func data(_ facts: SampleFacts = SampleFacts()) -> SampleData {
    SampleData(rows: SampleRows(facts: facts))
  }

  /// The whole sample, made once.
  static let whole = Result { try content() }

  /// A folder that is removed when `body` is done.
  static func inTemporaryFolder<Value>(_ body: (String) throws -> Value) throws -> Value {
    let folder = NSTemporaryDirectory() + "forecastpack-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    return try body(folder)
  }
}
