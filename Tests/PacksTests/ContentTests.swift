import Domains
import Forecasting
import Testing

@testable import Packs

/// Content against sums made here from the facts themselves.
@Suite struct ContentTests {
  let rows = SampleRows()
  let content: PackContent

  init() throws { content = try Sample.whole.get() }

  private func cell(_ table: Table, _ row: String, _ label: String) throws -> Cell {
    let line = try #require(table.rows.first { $0.cells[0] == .text(row) })
    return line.cells[try #require(table.columns.firstIndex { $0.label == label })]
  }

  /// Cents of a domain over months and leaves, from the facts.
  private func sum(
    _ domain: String, _ months: ClosedRange<Int32>, kind: Domain.Kind = .flow,
    where include: (SeriesKey) -> Bool = { _ in true }
  ) -> Int64 {
    let leaves = rows.leaves(rows.domain(domain, "", kind, .higher))
    return months.reduce(Int64(0)) { total, index in
      leaves.indices.filter { include(leaves[$0]) }.reduce(total) {
        $0 + Int64(rows.facts.actual(domain, $1, Month(index: index)))
      }
    }
  }

  @Test func executiveTableIsTheFacts() throws {
    let table = content.executive.summary
    let now = rows.facts.asOf.index
    let sales = sum("sales", now...now)
    #expect(try cell(table, "Sales", "Nov AC").amount?.scaled == sales)
    #expect(try cell(table, "Sales", "ΔPY").amount?.scaled == sales - sum("sales", now - 12...now - 12))
    #expect(try cell(table, "Sales", "YTD").amount?.scaled == sum("sales", now - 10...now))
    let reseller = sum("sales", now...now) { $0.values[2] == "Reseller" }
    #expect(try cell(table, "Reseller", "Nov AC").amount?.scaled == reseller)
    // In dollars: a quotient of cents can differ in its last bit.
    let margin = Double(sum("profit", now...now)) / 100 / (Double(sales) / 100)
    #expect(try cell(table, "Margin %", "Nov AC") == .share(margin))
    let before =
      Double(sum("profit", now - 12...now - 12)) / 100 / (Double(sum("sales", now - 12...now - 12)) / 100)
    let points = (margin - before) * 100
    #expect(try cell(table, "Margin %", "ΔPY") == .points(points, points < 0 ? .bad : .good))
  }

  @Test func aStockIsNeverSummedOverMonths() throws {
    let now = rows.facts.asOf.index
    let table = content.executive.summary
    for label in ["YTD", "YTD ΔPY", "YTD ΔPY %"] { #expect(try cell(table, "Inventory", label) == .blank) }
    #expect(try cell(table, "Inventory", "Nov AC").amount?.scaled == sum("inventory", now...now, kind: .stock))
    let next = try #require(table.rows.last)
    #expect(next.notes.map(\.text) == ["next month end"])
    #expect(
      try cell(table, "Inventory", "ΔPY")
        == .variance(
          Amount(
            scaled: sum("inventory", now...now, kind: .stock)
              - sum("inventory", now - 12...now - 12, kind: .stock), decimals: 2),
          .neutral))
  }

  @Test func bridgeLeadsFromLastOutlookToThis() throws {
    let steps = try #require(content.executive.bridge).steps
    let changes = steps.dropFirst().dropLast().map(\.amount)
    #expect(changes.reduce(steps[0].amount, +) == steps.last?.amount)
    #expect(try cell(content.executive.summary, "Sales", "FY13 outlook").amount == steps.last?.amount)
  }

  @Test func trustIsTheSentence() {
    #expect(
      content.executive.trust.text.hasPrefix(
        "One month ahead, 12 target months: missed by 1.1\u{a0}M of 26.8\u{a0}M (4.0\u{a0}%), "))
    #expect(content.executive.trust.text.hasSuffix("12 of 12 months within 10 % (backfilled)."))
  }

  @Test func losingToANaiveMethodIsSaid() throws {
    var packRows = rows.packRows()
    let index = try #require(
      packRows.domains[0].accuracy.firstIndex { $0.method == "final" && $0.horizon == 6 })
    packRows.domains[0].accuracy[index].wape = 0.289
    let page = try PackContent(Sample.definition(), packRows, Sample.language()).domains[0]
    let loss = "6 months ahead the forecast loses to seasonal naive: WAPE 28.9\u{a0}% against"
    #expect(page.losses.count { $0.text.hasPrefix(loss) } == 1)
    // The sample's forecast of six months is worse than the last value, and better than last year's.
    #expect(
      content.domains[0].losses.map(\.text) == [
        "6 months ahead the forecast loses to naive: WAPE 9.3\u{a0}% against 7.7\u{a0}%."
      ])
  }

  @Test func childrenThatMissTheirParentFailACheck() throws {
    #expect(content.checksPassed == content.checks.count)
    var packRows = rows.packRows()
    let index = try #require(
      packRows.domains[0].kpis.firstIndex {
        $0.level == "country_channel" && $0.keys.values[1] == "France" && $0.comparison == "ac_py"
          && $0.period == "month"
      })
    packRows.domains[0].kpis[index].reference = Amount(scaled: 1, decimals: 2)
    let broken = try PackContent(Sample.definition(), packRows, Sample.language())
    let failed = broken.checks.filter { !$0.passed }.map(\.name)
    #expect(failed.contains { $0.contains("sales: rows below sum to France, PY") }, "\(failed)")
  }

  @Test(arguments: [
    ("negative_base", Unavailable.negativeBase), ("zero_base", .zeroBase), ("sign_change", .signChange),
    ("new", .new), ("no_reference", .noReference),
  ])
  func aPercentageNeedsItsBase(status: String, reason: Unavailable) throws {
    var packRows = rows.packRows()
    let index = try #require(
      packRows.domains[0].kpis.firstIndex {
        $0.level == "total" && $0.period == "month" && $0.comparison == "ac_py"
      })
    packRows.domains[0].kpis[index].percentStatus = status
    packRows.domains[0].kpis[index].variancePercent = 18.55
    let changed = try PackContent(Sample.definition(), packRows, Sample.language())
    #expect(try cell(changed.executive.summary, "Sales", "ΔPY %") == .unavailable(reason))
    #expect(try cell(changed.domains[0].variances[0], "Total", "ΔPY %") == .unavailable(reason))
  }

  @Test func wrongRowsAreRefused() throws {
    var other = rows.packRows()
    other.domains[0].run.asOfMonth = Month(year: 2013, month: 10)
    #expect(throws: PackError.self) { _ = try PackContent(Sample.definition(), other, Sample.language()) }
    var unknown = rows.packRows()
    unknown.domains[0].kpis[0].percentStatus = "maybe"
    unknown.domains[0].kpis[0].variancePercent = nil
    #expect(throws: PackError.self) { _ = try PackContent(Sample.definition(), unknown, Sample.language()) }
    var missing = rows.packRows()
    missing.domains.removeLast()
    let error = #expect(throws: PackError.self) {
      _ = try PackContent(Sample.definition(), missing, Sample.language())
    }
    #expect(error?.message == "the pack asks for the domain 'inventory'; there are sales, profit")
  }

  /// Of leaf series with another model, the first of each domain and how many more; the count stays whole.
  @Test func changedModelsAreBounded() throws {
    var rows = SampleRows(facts: SampleFacts()).packRows()
    for index in rows.domains[0].predictions.indices
    where rows.domains[0].predictions[index].asOfMonth == rows.asOf {
      rows.domains[0].predictions[index].modelName = "another"
    }
    var definition = try Sample.definition()
    definition.top = 3
    let page = try PackContent(definition, rows, Sample.language()).method
    let changed = try #require(page.models.rows.first { $0.isTotal }?.cells[4])
    let own = page.changes.rows.filter { $0.cells[0] == page.models.rows[0].cells[0] }
    guard case .count(let count) = changed else { throw PackError(.rows, "no count") }
    #expect(count > 4 && own.count == 4)
    #expect(own[3].cells[1] == .text("\(count - 3) others") && page.changes.note != nil)
    definition.top = count
    let whole = try PackContent(definition, rows, Sample.language()).method.changes
    #expect(whole.rows.filter { $0.cells[0] == own[0].cells[0] }.count == count && whole.note == nil)
  }
}
