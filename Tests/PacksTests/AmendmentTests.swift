import Domains
import Forecasting
import Foundation
import Testing

@testable import Packs

/// What people add to a pack: comments, adjustments, their signature; and what each step of a forecast was worth.
@Suite struct AmendmentTests {
  private static let germany = SeriesKey(["Europe", "Germany", "(all)", "(all)"])

  private func content(_ change: (inout PackRows) -> Void) throws -> PackContent {
    var rows = SampleRows(facts: SampleFacts()).packRows()
    change(&rows)
    return try PackContent(Sample.definition(), rows, Sample.language())
  }

  private func comment(
    _ about: Amount, level: String = "country", keys: SeriesKey = germany, text: String = "why"
  )
    -> AnalystComment
  {
    AnalystComment(
      domain: "sales", level: level, keys: keys, period: "month", comparison: "ac_py", about: about,
      author: "Ann",
      text: text)
  }

  private func pages(_ content: PackContent) throws -> [(name: String, text: String)] {
    try HTMLRenderer(templates: Sample.templates).renderPages(content, workbook: "pack.xlsx").map {
      ($0.name, $0.text)
    }
  }

  /// `sheet<TAB>texts`, a line a sheet.
  private func sheets(_ content: PackContent) throws -> [String] {
    try Sample.inTemporaryFolder { folder in
      let renderer = try WorkbookRenderer(content, templates: Sample.templates)
      try renderer.render(to: folder + "/pack.xlsx", rows: Sample.data(), timestamp: Sample.timestamp)
      return try TestPython.run("cells.py", [folder + "/pack.xlsx"]).split(separator: "\n").map(String.init)
    }
  }

  private func variance(_ rows: PackRows) -> Amount {
    rows.domains[0].kpis.first {
      $0.level == "country" && $0.keys == Self.germany && $0.period == "month" && $0.comparison == "ac_py"
    }!.variance!
  }

  @Test func aCommentStandsUnflaggedWhileItsNumberIsTheSame() throws {
    let content = try content { $0.comments = [comment(variance($0), text: "a <b>big</b> order")] }
    #expect(content.comments.map(\.state) == [.current])
    #expect(content.domains[0].comments == content.comments && content.domains[1].comments.isEmpty)
    let pages = try pages(content)
    let shown = pages.filter { $0.text.contains("a &lt;b&gt;big&lt;/b&gt; order") }.map(\.name)
    #expect(shown == ["index.html", "domain-sales.html"] || shown.count == 2, "\(shown)")
    #expect(pages.allSatisfy { !$0.text.contains("Written about") })
  }

  @Test func aCommentWhoseNumberChangedIsFlagged() throws {
    let content = try content { rows in
      rows.comments = [comment(variance(rows) + Amount(scaled: 1, decimals: 2))]
    }
    guard case .changed(let was, let now) = content.comments[0].state else {
      Issue.record("not flagged")
      return
    }
    #expect(was - now == Amount(scaled: 1, decimals: 2))
    let flag = "Written about \(content.numbers.exact(was)); the number is \(content.numbers.exact(now)) now."
    #expect(try pages(content).contains { $0.text.contains(flag) })
    let sheets = try sheets(content)
    #expect(sheets.filter { $0.contains("Ann on Sales, Europe, Germany, month ac py: why \(flag)") }.count == 2)
  }

  @Test func aCommentOnAComparisonThatIsGoneIsNamed() throws {
    let content = try content { rows in
      rows.comments = [
        comment(
          Amount(scaled: 100, decimals: 2), keys: SeriesKey(["Europe", "Atlantis", "(all)", "(all)"]),
          text: "sunk")
      ]
    }
    #expect(content.comments.map(\.state) == [.gone])
    let page = try #require(try pages(content).first { $0.text.contains("sunk") })
    #expect(page.text.contains("Sales, Europe, Atlantis, month ac py"))
    #expect(page.text.contains("The number that this was written about is gone."))
  }

  @Test func everyPageAndSheetSaysDraftUntilItIsApproved() throws {
    let draft = try content { _ in }
    for page in try pages(draft) {
      #expect(page.text.contains("DRAFT") && !page.text.contains("Approved by"), "\(page.name)")
    }
    for sheet in try sheets(draft) {
      #expect(sheet.contains("DRAFT") && !sheet.contains("Approved by"), "\(sheet.prefix(60))")
    }
    let approved = try content { rows in
      for index in rows.domains.indices {
        rows.domains[index].run.approvedBy = "Bea & Söhne"
        rows.domains[index].run.approvedAt = "2013-12-06T08:00:00Z"
      }
    }
    for page in try pages(approved) {
      #expect(
        page.text.contains("Approved by Bea &amp; Söhne, 2013-12-06T08:00:00Z") && !page.text.contains("DRAFT"),
        "\(page.name)")
    }
    for sheet in try sheets(approved) {
      #expect(sheet.contains("Approved by Bea") && !sheet.contains("DRAFT"), "\(sheet.prefix(60))")
    }
  }

  @Test func oneRunThatIsNotApprovedMakesADraft() throws {
    let content = try content { rows in
      rows.domains[0].run.approvedBy = "Bea"
      rows.domains[0].run.approvedAt = "2013-12-06T08:00:00Z"
    }
    #expect(content.approval == .draft)
  }

  /// One adjustment of the first domain's next month.
  static func adjust(_ rows: inout PackRows) {
    let month = rows.asOf + 1
    rows.domains[0].adjustments = [
      AdjustmentRow(
        month: month, keys: SeriesKey(["Europe", "Germany", "Reseller", "Bikes"]),
        amount: Amount(scaled: 5_000_000, decimals: 2), reason: "=signed order", author: "Ann")
    ]
    for index in rows.domains[0].trend.indices where rows.domains[0].trend[index].month == month {
      rows.domains[0].trend[index].adjustment = Amount(scaled: 5_000_000, decimals: 2)
      rows.domains[0].trend[index].modelForecast =
        rows.domains[0].trend[index].forecast! - Amount(scaled: 5_000_000, decimals: 2)
    }
  }

  @Test func adjustmentsStandApartWithTheirReasons() throws {
    let content = try content { Self.adjust(&$0) }
    let tables = content.domains[0].adjustments
    #expect(tables.map(\.id) == ["sales-adjusted", "sales-adjustments"])
    let row = try #require(tables[0].rows.first)
    let (model, forecast) = (try #require(row.cells[1].amount), try #require(row.cells[3].amount))
    #expect(forecast - model == Amount(scaled: 5_000_000, decimals: 2))
    #expect(content.domains[1].adjustments.isEmpty)
    let page = try #require(try pages(content).first { $0.name == "domain-sales.html" })
    #expect(page.text.contains("=signed order") && page.text.contains("Europe / Germany / Reseller / Bikes"))
    #expect(try sheets(content).contains { $0.hasPrefix("Sales\t") && $0.contains("=signed order") })
  }

  @Test func thePlansScopeIsNamedBesideWhatIsComparedWithIt() throws {
    let content = try content { rows in
      for level in ["total", "channel"] {
        let found = rows.domains[0].kpis.first {
          $0.level == level && $0.period == "ytd" && $0.comparison == "ac_py"
            && (level == "total" || $0.keys.values.contains("Internet"))
        }
        guard var row = found else { continue }
        row.comparison = "ac_pl"
        row.scope = "Reseller"
        if level == "channel" {
          (row.value, row.reference, row.variance) = (nil, nil, nil)
          (row.variancePercent, row.percentStatus) = (nil, "out_of_scope")
        }
        rows.domains[0].kpis.append(row)
      }
    }
    let summary = content.executive.summary
    let column = try #require(summary.columns.first { $0.label == "YTD ΔPL %" }?.key)
    let total = try #require(summary.rows.first)
    #expect(total.notes.contains { $0.column == column && $0.text == "Reseller" })
    #expect(content.scenarios.contains("PL"))
    let page = try #require(try pages(content).first { $0.name == "index.html" || $0.name == "executive.html" })
    #expect(page.text.contains("Reseller"))
  }

  @Test func theStepsOfAForecastAddUpInTheTable() throws {
    let errors: [(String, Int64)] = [
      ("seasonal_naive", 9_000), ("model", 7_000), ("reconciled", 7_500), ("adjusted", 6_000),
    ]
    let content = try content { rows in
      let total = SeriesKey(rows.domains[0].domain.keys.map { _ in "(all)" })
      rows.domains[0].valueAdded = errors.indices.map { index in
        ValueAddedRow(
          windowMonths: 12, level: "total", keys: total, horizon: 1, origin: "backfilled",
          step: errors[index].0,
          pairs: 11, changedPairs: index == 0 ? nil : 11,
          sumAbsoluteActual: Amount(scaled: 50_000, decimals: 2),
          sumAbsoluteError: Amount(scaled: errors[index].1, decimals: 2),
          valueAdded: index == 0 ? nil : Amount(scaled: errors[index - 1].1 - errors[index].1, decimals: 2),
          wape: Double(errors[index].1) / 50_000)
      }
    }
    let table = try #require(content.domains[0].valueAdded)
    let added = try #require(table.column("added"))
    let steps = table.rows.filter { !$0.isTotal }.compactMap { $0.cells[added].amount }
    let all = try #require(table.rows.first { $0.isTotal }?.cells[added].amount)
    #expect(steps.map(\.scaled) == [2_000, -500, 1_500] && all.scaled == 3_000)
    #expect(content.domains[1].valueAdded == nil)
    #expect(
      try pages(content).contains { $0.name == "accuracy.html" && $0.text.contains("value added by each step") }
    )
    #expect(
      try sheets(content).contains { $0.hasPrefix("Accuracy\t") && $0.contains("value added by each step") })
  }
}
