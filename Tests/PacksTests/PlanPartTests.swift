import Domains
import Forecasting
import Testing

@testable import Packs

/// What the plan covers, beside the plan, wherever it is shown. Expected: sums over the sample's facts.
@Suite struct PlanPartTests {
  private static let facts: SampleFacts = {
    var facts = SampleFacts()
    facts.hasPlan = true
    return facts
  }()
  private static let content = Result { try Sample.content(facts) }

  /// The sample's reseller sales of November 2013, and their plan, by hand over its leaves.
  private static func november() -> (actual: Int, plan: Int) {
    let rows = SampleRows(facts: facts)
    let leaves = rows.leaves(rows.domains[0])
    let month = facts.asOf
    return leaves.indices.filter { leaves[$0].values[2] == "Reseller" }.reduce((0, 0)) { sum, leaf in
      (sum.0 + facts.actual("sales", leaf, month), sum.1 + (facts.plan(leaf, month) ?? 0))
    }
  }

  @Test func thePartThatIsPlannedIsTheScopesNode() throws {
    let part = try #require(Self.content.get().domains[0].plan)
    #expect(part.scope == "Reseller")
    #expect(part.figures.title.what == "Sales, Reseller: against plan, USD k")
    let month = try #require(
      part.figures.rows.first { $0.source?["period"] == .text("month") })
    let november = Self.november()
    func amount(_ key: String) -> Int64? { part.figures.column(key).flatMap { month.cells[$0].amount?.scaled } }
    #expect(amount("value") == Int64(november.actual) && amount("pl") == Int64(november.plan))
    #expect(amount("pl.variance") == Int64(november.actual - november.plan))
    #expect(part.figures.rows[0].isHeading && part.figures.rows[0].cells[0] == .text("Reseller"))
  }

  /// The chart ends with the last planned month, and a month without a plan says so.
  @Test func theChartComparesWithThePlan() throws {
    let content = try Self.content.get()
    let chart = try #require(content.domains[0].plan?.trend)
    #expect(chart.reference == .plan && chart.points.last?.month == Month(year: 2013, month: 12))
    let last = try #require(chart.points.last)
    #expect(last.variance.amount == last.forecast.flatMap { forecast in last.plan.map { forecast - $0 } })
    let december = try #require(chart.points.first { $0.month == Month(year: 2012, month: 12) })
    #expect(december.plan == nil && december.variance == .unavailable(.notPlanned))
    let style = PageStyle(content, PageLinks(form: .file, workbook: "pack.xlsx"))
    let drawing = ChartModel(tiers: chart, style, width: 1100).drawing
    #expect(drawing.contains("ΔPL %") && !drawing.contains("ΔPY"))
    #expect(drawing.matches(of: /class="pl"/).count == 12)
  }

  @Test func theExecutivePageAndTheMailHaveAllFourScenarios() throws {
    let content = try Self.content.get()
    let table = try #require(content.executive.plan)
    #expect(table.columns.map(\.label) == ["Period", "AC, FC", "PY", "FC last", "PL", "ΔPL", "ΔPL %"])
    let mail = try MailRenderer(templates: Sample.templates)
      .render(content, MailRenderer.Links(pack: nil, workbook: .attached, bytes: 1))
    for row in table.rows {
      for cell in row.cells where cell != .blank {
        let text = cell.text(content.numbers, content.language)
        #expect(mail.text.contains(text), "\(text)")
        #expect(mail.html.contains(Markup.escape(text)), "\(text)")
      }
    }
    #expect(mail.text.contains("Sales, Reseller: against plan, USD k"))
  }

  @Test func whereNothingIsPlannedThePageSaysSo() throws {
    let content = try Self.content.get()
    #expect(content.domains[1].plan == nil)
    #expect(content.domains[1].planMissing == "Gross profit against plan: n/a, nothing is planned.")
    let pages = try HTMLRenderer(templates: Sample.templates).renderPages(content, workbook: "pack.xlsx")
    for (name, label) in [("profit", "Gross profit"), ("inventory", "Inventory")] {
      let page = try #require(pages.first { $0.name == "domain-\(name).html" })
      #expect(page.text.contains("\(label) against plan: n/a, nothing is planned."))
    }
    let unplanned = try Sample.whole.get()
    #expect(unplanned.executive.plan == nil)
    #expect(unplanned.executive.planMissing == "Sales against plan: n/a, nothing is planned.")
  }

  /// A scope that no level has: two regions' resellers, say.
  @Test func aScopeThatNoNodeIsHasItsReason() throws {
    var rows = SampleRows(facts: Self.facts).packRows()
    for index in rows.domains[0].trend.indices where rows.domains[0].trend[index].plan != nil {
      rows.domains[0].trend[index].planScope = "Europe / Reseller"
    }
    let content = try PackContent(Sample.definition(), rows, Sample.language())
    #expect(content.domains[0].plan == nil)
    #expect(content.domains[0].planMissing?.contains("no level of the domain is the plan's scope") == true)
  }

  /// AC, PL and their difference are formulas over the Excel Tables, on the summary, on the domain's sheet and on the
  /// variances.
  @Test func theWorkbookComputesTheVariances() throws {
    try Sample.inTemporaryFolder { folder in
      let path = folder + "/pack.xlsx"
      try WorkbookRenderer(Self.content.get(), templates: Sample.templates)
        .render(to: path, rows: Sample.data(Self.facts), timestamp: Sample.timestamp)
      let sheets = try TestPython.run("plan_formulas.py", [path]).split(separator: "\n").map(String.init)
      #expect(sheets == ["Summary", "Sales", "Variance"])
    }
  }
}
