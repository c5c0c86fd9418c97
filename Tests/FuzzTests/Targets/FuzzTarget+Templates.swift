import Foundation

@testable import Packs
@testable import Warehouse

extension FuzzTarget {
  static let templates: [FuzzTarget] = [
    FuzzTarget(
      "template_tags", samples: try files(in: "templates/html", ending: ".mustache"),
      tokens: ["{{", "}}", "{{{", "}}}", "{{#", "{{/", "{{>", "{{!", "{{^", "{{&"], body: tags),
    FuzzTarget(
      "sql_template", samples: try files(in: "sql/domains/repeatable", ending: ".sql"),
      tokens: ["{{schema}}", "{{domain}}", "{{", "}}", "{{{{"], body: sql),
  ]

  /// The lines that tags stand on do not fall, and none is beyond the text.
  private static func tags(_ input: [UInt8]) throws {
    let text = String(decoding: input, as: UTF8.self)
    let lines = text.utf8.count { $0 == UInt8(ascii: "\n") } + 1
    let tags: [TemplateTag]
    do {
      tags = try TemplateTag.scan(text, file: "input.mustache")
    } catch {
      try require(error.kind == .definition && "\(error)".contains("input.mustache:"), "\(error)")
      return
    }
    try require(zip(tags, tags.dropFirst()).allSatisfy { $0.line <= $1.line }, "the lines fall")
    try require(tags.allSatisfy { (1...lines).contains($0.line) }, "a line beyond the text")
  }

  /// A value with braces is not looked at again, so a second filling meets only what the text itself left open.
  private static func sql(_ input: [UInt8]) throws {
    let text = String(decoding: input, as: UTF8.self)
    let names = ["schema", "domain", "keys"]
    let values = Dictionary(uniqueKeysWithValues: names.map { ($0, "{{\($0)}}") })
    guard let filled = try? SQLTemplate(text: text).filled(values) else { return }
    try require(filled == text, "filling with the placeholders themselves changed the text")
  }
}
