import Domains
import Foundation
import Testing

@testable import Packs

/// A hierarchy of 400 levels in which every node has one child: every level has its section and its rows, the path to it
/// is cut, and page and workbook are files that readers open.
@Suite struct DeepHierarchyTests {
  private static let depth = 400

  private func content() throws -> PackContent {
    var rows = SampleRows().packRows()
    var source = rows.domains[2]
    let names = (1...Self.depth).map { "k\($0)" }
    let levels =
      [Domain.Level(name: Domain.Level.total, keys: [])]
      + (1..<Self.depth).map { Domain.Level(name: "level_\($0)", keys: Array(names.prefix($0))) }
    source.domain = Domain(
      name: "inventory", label: "Inventory", dataset: "ml_train_inventory_monthly", keys: names, unit: "USD",
      decimals: 2, kind: .stock, preference: .neutral, levels: levels)
    func keys(_ count: Int) -> SeriesKey {
      SeriesKey((1...Self.depth).map { $0 <= count ? "Node \($0)" : Domain.Level.all })
    }
    let totals = source.kpis.filter { $0.level == Domain.Level.total }
    source.kpis = (0...Self.depth).flatMap { count in
      totals.map { total in
        var row = total
        row.level = count == Self.depth ? Domain.Level.leaf : levels[count].name
        row.keys = keys(count)
        return row
      }
    }
    source.trend = source.trend.filter { $0.level == Domain.Level.total }.map { row in
      var row = row
      row.keys = keys(0)
      return row
    }
    source.vintages = []
    source.stockBridge = []
    source.accuracy = []
    source.predictions = []
    rows.domains[2] = source
    var definition = try Sample.definition()
    let every = levels.map(\.name) + [Domain.Level.leaf]
    definition.domains[2].structure = []
    definition.domains[2].multiples = nil
    definition.domains[2].variance = [
      VarianceDefinition(domain: nil, title: "in depth", levels: every, comparisons: [.priorYear])
    ]
    definition.variance[2] = VarianceDefinition(
      domain: "inventory", title: "", levels: every, comparisons: [.priorYear])
    return try PackContent(definition, rows, Sample.language())
  }

  @Test func itIsAPageAndASheet() throws {
    let content = try content()
    let table = try #require(content.domains[2].variances.first)
    #expect(table.rows.map(\.depth) == Array(0...Self.depth))
    #expect(table.rows.last?.cells[0] == .text("Node 400"))
    #expect(content.variance.trees[2].nodes.count == Self.depth - 1)
    #expect(content.isSound)
    try Sample.inTemporaryFolder { folder in
      let page = try HTMLRenderer(templates: Sample.templates).render(content, workbook: "pack.xlsx")
      try "".write(toFile: folder + "/pack.xlsx", atomically: true, encoding: .utf8)
      try page.write(toFile: folder + "/index.html", atomically: true, encoding: .utf8)
      #expect(try TestPython.run("page.py", [folder + "/index.html"]).hasPrefix("pictures "))
      try WorkbookRenderer(content, templates: Sample.templates).render(
        to: folder + "/pack.xlsx", rows: Sample.data(), timestamp: Sample.timestamp)
      #expect(try TestPython.run("describe.py", [folder + "/pack.xlsx"]).contains("sheet Variance frozen"))
    }
  }
}
