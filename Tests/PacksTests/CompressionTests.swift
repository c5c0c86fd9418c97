import Domains
import Foundation
import Testing

@testable import Packs

/// A workbook of very many rows is compressed in less time and is larger; nothing else of it differs.
@Suite struct CompressionTests {
  /// The bytes of a workbook with one data sheet of `count` rows.
  private func size(rows count: Int, _ folder: String) throws -> Int {
    let path = "\(folder)/\(count).xlsx"
    let definition = try Sample.definition()
    let language = try Sample.language()
    let layout = try WorkbookLayout(
      folder: "\(Sample.templates)/xlsx", numbers: definition.numbers, language: language)
    let file = try WorkbookFile(
      path: path, title: "Rows", timestamp: Sample.timestamp, font: layout.font, language: language)
    let relation = Relation(
      name: "rows", meaning: "",
      columns: [
        Relation.Column(name: "country", kind: .text, type: "text"),
        Relation.Column(name: "number", kind: .integer, type: "integer"),
      ])
    var stream = try DataStream(
      file.addSheet("Rows", isStreamed: true),
      DataTable(
        name: "Rows", domain: nil, relation: relation, months: .all,
        control: Relation.Control(rows: count, sums: [])), formats: layout.formats)
    for row in 0..<count { try stream.add([.text("Country \(row % 97)"), .integer(row * 7919 % 9973)]) }
    try stream.finish()
    try file.close()
    return try #require(FileManager.default.attributesOfItem(atPath: path)[.size] as? Int)
  }

  /// A row more makes it larger by far more than a row.
  @Test func beyondAHundredThousandRowsItIsDoneFaster() throws {
    try Sample.inTemporaryFolder { folder in
      let (few, many) = (try size(rows: 100_000, folder), try size(rows: 100_001, folder))
      #expect(Double(many) > 1.05 * Double(few))
      #expect(Double(many) < 2 * Double(few))
    }
  }
}
