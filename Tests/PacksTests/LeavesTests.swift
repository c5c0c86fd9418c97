import Domains
import Forecasting
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
}
