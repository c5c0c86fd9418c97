import Domains
import Foundation
import StrictYAML
import Testing

@testable import forecastpack

@Suite struct ConfigurationTests {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
  private static let text = try! String(
    contentsOf: root.appendingPathComponent("forecastpack.yml"), encoding: .utf8)

  private func read(_ text: String) throws -> Configuration {
    try Configuration(document: YAMLValue.parse(text, file: "forecastpack.yml"), root: Self.root)
  }

  @Test func readsTheProjectsOwn() throws {
    let configuration = try read(Self.text)
    #expect(configuration.domains.map(\.domain.name) == ["sales", "profit", "inventory"])
    let profit = configuration.domains[1]
    #expect(profit.hitTolerance == .amount(50_000))
    #expect(profit.domain.levels.first == Domain.Level(name: "total", keys: []))
    #expect(configuration.domains[2].domain.preference == .neutral)
    #expect(configuration.domains.map(\.model) == ["default", "default", "linear_regression"])
    #expect(profit.alternatives == ["linear_regression"] && profit.reconciliation == .bottomUp)
    #expect(configuration.gates["gap"]?.severity == .warning)
    let limits = configuration.monitoring.rules.limits
    #expect(limits[.bias] == .init(0.15, domains: ["sales": 0.15, "profit": 0.2, "inventory": 0.05]))
    #expect(limits[.coverage80] == .init(0.6) && limits[.wape] == .init(nil))
    #expect(configuration.factsFolder.path.hasSuffix("examples/adventureworks"))
  }

  /// Each pair replaces a text of the project's own file; the message must name the line and what was expected.
  @Test(arguments: [
    ("horizons: 12", "horizons: 13", "horizons: is 13; expected 1 to 12"),
    ("horizons: 12", "horizon: 12", "lacks the key 'horizons'"),
    ("reader_role: forecast_reader", "reader_role: [x]", "reader_role: is a list; expected text"),
    (
      "reader_role: forecast_reader", "reader_role: forecast_writer",
      "reader_role: is the name of another role here"
    ),
    (
      "reader_role: forecast_reader", "reader_role: forecast_reader\nwriter_role: forecast_loader",
      "writer_role: is the name of another role here"
    ),
    ("model: linear_regression", "model: crystal_ball", "is 'crystal_ball'; expected one of default, "),
    ("alternatives: [combination]", "alternatives: [oracle]", "is 'oracle'; expected one of default, "),
    (
      "alternatives: [combination]", "alternatives: [linear_regression]",
      "'linear_regression' is the model itself, or stands twice"
    ),
    (
      "reconciliation: bottom_up            #", "reconciliation: middle_out #",
      "domains.sales.reconciliation: is 'middle_out'; expected one of bottom_up, top_down, wls, mint_shrink"
    ),
    ("kind: stock", "kind: stok", "domains.inventory.kind: is 'stok'; expected one of flow, stock"),
    ("hit_tolerance: 50000", "hit_tolerance: some", "expected a percentage such as 10%, or an amount"),
    ("  inventory:", "  inventory_3m:", "is no domain name"),
    ("  inventory:", "  inventory_rollup:", "is no domain name"),
    ("keys: [region, country, category]", "keys: [region, region]", "stands twice"),
    ("keys: [region, country, category]", "keys: [month, category]", "is a column of every domain"),
    ("region: [region]", "region: [city]", "expected keys of the domain"),
    ("country: [region, country]", "country: [country, region]", "in the domain's order"),
    ("total: []", "all: []", "expected 'total: []' first"),
    ("gap: warning", "gap: maybe", "expected one of info, warning, stop"),
    ("  window: 12", "  window: 6", "monitoring.window: is 6; expected one of accuracy_windows: 12, 0"),
    ("levels: [total]\n  min", "levels: [galaxy]\n  min", "no domain has such a level"),
    ("    coverage_80: 60%", "    coverage_70: 60%", "is no measure; expected one of wape, "),
    ("    coverage_80: 60%", "    coverage_80: most", "expected a number, a percentage such as 15%, or none"),
    ("{sales: 15%", "{sails: 15%", "is no domain; expected one of sales, profit, inventory"),
    ("challengers: [linear_regression, ", "challengers: [oracle, ", "is 'oracle'; expected one of "),
    ("archive:\n  months: 84", "archive:\n  months: 0", "archive.months: is 0; expected 1 to 1200"),
    ("label: Inventory", "label: Inventory\n    colour: red", "unknown key 'domains.inventory.colour'"),
  ])
  func refuses(old: String, new: String, expected: String) {
    let text = Self.text.replacingOccurrences(of: old, with: new)
    #expect(text != Self.text)
    let error = #expect(throws: YAMLError.self) { try read(text) }
    #expect(error?.line != nil)
    #expect("\(error.map(\.description) ?? "")".contains(expected))
  }
}
