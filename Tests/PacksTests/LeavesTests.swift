import Domains
import Forecasting
import Foundation
import Testing

@testable import Packs

/// Of leaves a pack needs no more rows than it says, and holds no more the more of them there are.
@Suite struct LeavesTests {
  private static func facts(categories: Int) -> SampleFacts {
    var facts = SampleFacts()
    facts.categories = (1...categories).map { "Category \($0)" }
    return facts
  }

  /// What a pack reads of leaves.
  private static func brief(_ source: DomainRows, _ definition: PackDefinition, asOf: Month) throws
    -> DomainRows
  {
    var rows = source
    let leaf = Domain.Level.leaf
    let periods = definition.leafPeriods(of: source.domain.name)
    rows.kpis.removeAll { $0.level == leaf && periods?.contains($0.period) == false }
    let shown = Set(try definition.leavesWithMonths(rows.kpis, of: source.domain, asOf: asOf))
    let first = asOf - definition.history + 1
    let last = asOf + definition.ahead
    rows.trend.removeAll { row in
      row.month < first || row.level == leaf && (!shown.contains(row.keys) || row.month > last)
    }
    rows.outlookBridge.removeAll { $0.level == leaf }
    return rows
  }

  @Test func whatIsNotReadIsNotShown() throws {
    let definition = try Sample.definition()
    let all = SampleRows(facts: Self.facts(categories: 20)).packRows()
    var few = all
    few.domains = try all.domains.map { try Self.brief($0, definition, asOf: all.asOf) }
    #expect(few.domains[0].kpis.count < all.domains[0].kpis.count)
    let content = try PackContent(definition, all, Sample.language())
    #expect(try PackContent(definition, few, Sample.language()) == content)
  }

  /// Six countries of two channels: twelve rows each, however many series are behind them.
  @Test func theRowsThatAPackHoldsDoNotGrowWithTheLeaves() throws {
    let definition = try Sample.definition()
    let counts = try [20, 40].map { categories in
      var rows = SampleRows(facts: Self.facts(categories: categories)).packRows()
      rows.domains = try rows.domains.map { try Self.brief($0, definition, asOf: rows.asOf) }
      let sales = rows.domains[0]
      let shown = try definition.leavesWithMonths(sales.kpis, of: sales.domain, asOf: rows.asOf)
      #expect(shown.count == 6 * 2 * definition.top)
      let content = try PackContent(definition, rows, Sample.language())
      // The largest nodes come first, and which ones are largest differs.
      return
        (content.variance.trees.flatMap { $0.nodes.map(\.table.rows.count) }
        + content.domains.flatMap { $0.variances.map(\.rows.count) } + [content.checksTable.rows.count])
        .sorted()
    }
    #expect(counts[0] == counts[1])
  }

  /// Of a part other leaves are among the largest than of the whole, whose months are read: neither the mail nor its
  /// workbook shows months of leaves, so that they need not be read again.
  @Test func aMailOfAPartShowsNoMonthsOfLeaves() throws {
    let part = PackPart(key: "region", value: "Europe")
    let whole = SampleRows(facts: Self.facts(categories: 20))
    var definition = try Sample.definition()
      .showing(only: part, of: whole.packRows().domains.map(\.domain).filter { $0.kind == .flow })
    // Pages would show them.
    definition.domains[0].multiples = Domain.Level.leaf
    let few = whole.packRows().showing(only: part)
    var all = few
    for index in all.domains.indices {
      let leaves = Set(all.domains[index].kpis.filter { $0.level == Domain.Level.leaf }.map(\.keys)).sorted()
      for leaf in leaves.prefix(30) {
        all.domains[index].trend += few.domains[index].trend.filter { $0.level == Domain.Level.total }.map {
          var row = $0
          (row.level, row.keys, row.plan, row.planScope) = (Domain.Level.leaf, leaf, nil, nil)
          return row
        }
      }
    }
    #expect(few.domains[0].trend.count < all.domains[0].trend.count)
    let links = MailRenderer.Links(pack: nil, workbook: .attached, bytes: 1)
    let contents = try [all, few].map { try PackContent(definition, $0, Sample.language()) }
    #expect(contents[0] != contents[1])
    let sent = try contents.map { content in
      let mail = try MailRenderer(templates: Sample.templates).render(content, links)
      return try Sample.inTemporaryFolder { folder in
        let file = folder + "/pack.xlsx"
        try Pack.writeWorkbook(
          content, data: Sample.data(), templates: Sample.templates, to: file, timestamp: Sample.timestamp)
        return (mail.html + mail.text, try Data(contentsOf: URL(fileURLWithPath: file)))
      }
    }
    #expect(sent[0] == sent[1])
  }

  /// The leaf that is the plan's whole scope needs every period, since it has figures of its own; a plan of several
  /// leaves, or of none, needs none.
  @Test func aPlanOfOneLeafNeedsAllItsPeriods() throws {
    var sales = SampleRows().packRows().domains[0]
    let leaf = try #require(sales.kpis.first { $0.level == Domain.Level.leaf }?.keys)
    for index in sales.kpis.indices { sales.kpis[index].scope = nil }
    #expect(PackDefinition.plannedLeaves(sales.kpis).isEmpty)
    let planned = try #require(sales.kpis.firstIndex { $0.keys == leaf })
    sales.kpis[planned].scope = leaf.values[2]
    #expect(PackDefinition.plannedLeaves(sales.kpis).isEmpty)
    sales.kpis[planned].scope = leaf.values.joined(separator: " / ")
    #expect(PackDefinition.plannedLeaves(sales.kpis) == [leaf])
  }
}
