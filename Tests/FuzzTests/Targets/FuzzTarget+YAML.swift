import Foundation
import StrictYAML

@testable import Packs
@testable import forecastpack

extension FuzzTarget {
  static let yaml: [FuzzTarget] = [
    FuzzTarget(
      "configuration", samples: [try file("forecastpack.yml")],
      tokens: ["domains:", "horizons: ", "kind: stock", "\n  ", ": ", "- ", "!!int ", "&x", "*x", "? ", "|\n"],
      body: configuration),
    FuzzTarget(
      "pack_definition", samples: [try file("reports/monthly-pack.yml")],
      tokens: ["period: month", "comparisons: [", "]", "{", "}", "levels:", "\n  "], body: definition),
    FuzzTarget(
      "sheet_layout", samples: try files(in: "templates/xlsx", ending: ".yml"),
      tokens: ["blocks:", "freeze:", "widths: [", "{domain}", "{table}"], body: sheet),
  ]

  /// Refused with file and line, or taken.
  private static func read(_ input: [UInt8], _ body: (YAMLValue) throws(YAMLError) -> Void) throws {
    guard let text = String(validating: input, as: UTF8.self) else { return }
    do throws(YAMLError) {
      try body(YAMLValue.parse(text, file: "input.yml"))
    } catch {
      try require(error.file == "input.yml", "no file in '\(error)'")
    }
  }

  private static func configuration(_ input: [UInt8]) throws {
    try read(input) { (value) throws(YAMLError) in
      _ = try Configuration(document: value, root: URL(fileURLWithPath: "/project"))
    }
  }

  private static func sheet(_ input: [UInt8]) throws {
    try read(input) { (value) throws(YAMLError) in _ = try SheetLayout(value) }
  }

  private static func definition(_ input: [UInt8]) throws {
    guard let text = String(validating: input, as: UTF8.self) else { return }
    do throws(PackError) {
      _ = try PackDefinition.parse(text, file: "input.yml")
    } catch {
      try require(error.kind == .definition && "\(error)".contains("input.yml"), "\(error)")
    }
  }
}
