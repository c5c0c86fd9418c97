import Foundation
import Testing

@testable import Packs

@Suite struct PackDefinitionTests {
  @Test func readsTheProjectsOwn() throws {
    let definition = try Sample.definition()
    #expect(definition.organisation == "AdventureWorks")
    #expect(
      definition.executive.rows.map(\.label) == ["Sales", "Reseller", "Gross profit", "Margin %", "Inventory"])
    #expect(definition.executive.columns.count { $0.stock == nil } == 5)
    #expect(definition.domains.map(\.domain) == ["sales", "profit", "inventory"])
    #expect(definition.accuracy.horizons == [1, 3, 6, 12])
  }

  /// Each line takes the place of the first line that starts as it says.
  @Test(arguments: [
    ("title:", "titel: Forecast pack", "lacks the key 'title'"),
    ("currency:", "currency: 7", "currency: is '7'; expected text"),
    ("language:", "language: ../en", "language: is '../en'; expected a language tag such as en or de"),
    ("  scale:", "  scale: G", "number.scale: is 'G'; expected one of none, k, M"),
    ("  history:", "  history: 0", "trend.history: is 0; expected 1 to 60"),
    ("  history:", "  hystory: 12", "lacks the key 'history'"),
    ("  charts:", "  charts: sales", "executive.charts: is 'sales'; expected a list"),
    (
      "    comparisons: [ac_fc, ac_py]", "    comparisons: [ac_fx]",
      "is 'ac_fx'; expected one of ac_fc, ac_py, ac_pl"
    ),
    ("organisation:", "organisation: [", "is not YAML"),
  ])
  func wrongLinesAreNamed(start: String, replacement: String, message: String) throws {
    var lines = try String(contentsOfFile: Sample.root + "/reports/monthly-pack.yml", encoding: .utf8)
      .components(separatedBy: "\n")
    let index = try #require(lines.firstIndex { $0.hasPrefix(start) })
    lines[index] = replacement
    let error = #expect(throws: PackError.self) {
      _ = try PackDefinition.parse(lines.joined(separator: "\n"), file: "pack.yml")
    }
    #expect(error?.file == "pack.yml")
    #expect(error?.line != nil)
    #expect(error?.message.contains(message) == true, "\(error?.description ?? "no error")")
  }

  @Test func anUnknownKeyIsNamedWithItsLine() throws {
    let text = try String(contentsOfFile: Sample.root + "/reports/monthly-pack.yml", encoding: .utf8)
    let error = #expect(throws: PackError.self) {
      _ = try PackDefinition.parse("colour: red\n" + text, file: "pack.yml")
    }
    #expect(error?.description.hasPrefix("pack.yml:1: unknown key 'colour'") == true)
  }
}
