import Domains
import Forecasting
import Foundation
import Testing

@testable import Packs

/// The first vintages: one month only, nothing to compare with, nothing forecast before.
@Suite struct EdgeTests {
  static let firstMonth: SampleFacts = {
    var facts = SampleFacts()
    facts.history = 1
    facts.vintages = 0
    return facts
  }()

  @Test func oneMonthOnly() throws {
    let content = try Sample.content(Self.firstMonth)
    let total = try #require(content.domains[0].variances[0].rows.first)
    #expect(total.cells[1].amount != nil)
    #expect(Set(total.cells[2...]).isSubset(of: [.blank, .unavailable(.notForecast), .unavailable(.new)]))
    #expect(content.executive.bridge == nil)
    #expect(content.executive.bridgeMissing != nil)
    #expect(
      content.executive.trust.text == "One month ahead: n/a, no month has been forecast and then closed yet.")
    let accuracy = content.domains[0].accuracy
    #expect(accuracy.rows.allSatisfy { $0.cells[6] == .unavailable(.noPairs) })
    #expect(content.isSound)
  }

  /// The first vintage has a backtest of its models, whose one window (0) is not the pack's, and no past forecast.
  @Test func aBacktestAloneIsNoAccuracyOfForecasts() throws {
    var rows = SampleRows(facts: Self.firstMonth).packRows()
    let later = SampleRows().packRows()
    for index in rows.domains.indices {
      rows.domains[index].accuracy = later.domains[index].accuracy.map { row in
        var row = row
        row.origin = "backtest"
        row.windowMonths = 0
        return row
      }
    }
    let content = try PackContent(Sample.definition(), rows, Sample.language())
    #expect(
      content.executive.trust.text == "One month ahead: n/a, no month has been forecast and then closed yet.")
    #expect(content.isSound)
  }

  /// A double of the database may be NaN or infinite: the row is named, and nothing is rendered.
  @Test(arguments: [Double.nan, .infinity, -.infinity], ["wape", "mase", "bias_pct", "variance_pct"])
  func whatIsNoNumberIsNamed(value: Double, column: String) throws {
    var rows = SampleRows().packRows()
    switch column {
    case "wape": rows.domains[1].accuracy[0].wape = value
    case "mase": rows.domains[1].accuracy[0].mase = value
    case "bias_pct": rows.domains[1].accuracy[0].biasPercent = value
    default: rows.domains[1].kpis[0].variancePercent = value
    }
    let error = #expect(throws: PackError.self) {
      _ = try PackContent(Sample.definition(), rows, Sample.language())
    }
    #expect(error?.kind == .rows)
    let view = column == "variance_pct" ? "kpi_monthly_profit: " : "forecast_accuracy_profit: "
    #expect(
      error?.message.hasPrefix(view) == true && error?.message.contains(": \(column) is \(value); ") == true)
  }

  /// Forecasts, and not one complete month of actuals to hold them against.
  @Test func noActualsYet() throws {
    var rows = SampleRows().packRows()
    for index in rows.domains.indices {
      rows.domains[index].kpis = rows.domains[index].kpis.map { row in
        var row = row
        if !["next_month", "next12"].contains(row.period) { (row.value, row.monthsActual) = (nil, 0) }
        (row.reference, row.variance, row.variancePercent, row.impact) = (nil, nil, nil, nil)
        row.percentStatus = row.value == nil ? "no_value" : "no_reference"
        return row
      }
      rows.domains[index].trend = rows.domains[index].trend.filter { $0.month > rows.asOf }
      rows.domains[index].vintages = rows.domains[index].vintages.filter { $0.month > rows.asOf }
      rows.domains[index].accuracy = []
      rows.domains[index].outlookBridge = []
      rows.domains[index].stockBridge = []
    }
    let content = try PackContent(Sample.definition(), rows, Sample.language())
    #expect(content.domains[0].messages[0].text.hasPrefix("Sales Nov 2013: no actual yet."))
    let sales = try #require(content.executive.summary.rows.first)
    #expect(sales.cells[1] == .unavailable(.noValue))
    try isWhole(content)
  }

  /// A domain of which the views have not a row.
  @Test func aDomainWithoutARow() throws {
    var rows = SampleRows().packRows()
    rows.domains[2].kpis = []
    rows.domains[2].trend = []
    rows.domains[2].vintages = []
    rows.domains[2].accuracy = []
    rows.domains[2].stockBridge = []
    rows.domains[2].predictions = []
    let content = try PackContent(Sample.definition(), rows, Sample.language())
    #expect(content.domains[2].variances.flatMap(\.rows).isEmpty)
    try isWhole(content)
  }

  /// Four hundred countries: the pages show the largest and one line for the rest, which sum to their parent.
  @Test func fourHundredCountries() throws {
    var facts = SampleFacts()
    facts.countries = (0..<400).map { ("Region \($0 % 7)", "Country \($0)") }
    facts.vintages = 1
    let content = try Sample.content(facts)
    let countries = content.executive.variance.rows.filter { $0.depth == 1 }
    #expect(countries.count == 13)
    #expect(countries.last?.cells[0] == .text("388 others"))
    #expect(content.isSound)
    try isWhole(content)
  }

  /// Page and workbook are files that readers open.
  private func isWhole(_ content: PackContent) throws {
    try Sample.inTemporaryFolder { folder in
      let page = try HTMLRenderer(templates: Sample.templates).render(content, workbook: "pack.xlsx")
      #expect(!page.contains("NaN") && !page.contains("nan\""))
      try "".write(toFile: folder + "/pack.xlsx", atomically: true, encoding: .utf8)
      try page.write(toFile: folder + "/index.html", atomically: true, encoding: .utf8)
      #expect(try TestPython.run("page.py", [folder + "/index.html"]).hasPrefix("pictures "))
    }
  }

  @Test func itsFilesAreWholeToo() throws {
    try Sample.inTemporaryFolder { folder in
      let staged = try Pack.stage(
        Sample.content(Self.firstMonth), data: Sample.data(Self.firstMonth), templates: Sample.templates,
        destination: folder + "/pack",
        timestamp: Sample.timestamp)
      try staged.publish()
      let found = try TestPython.run("page.py", [folder + "/pack/index.html"])
      #expect(found.hasPrefix("pictures "))
      let book = try TestPython.run("describe.py", [folder + "/pack/forecast-pack-2013-11.xlsx"])
      #expect(book.contains("table ActualSales"))
    }
  }

  /// A process that was killed while it rendered left a folder; one that lives may still be at it.
  @Test func whatADeadProcessLeftIsRemoved() throws {
    try Sample.inTemporaryFolder { folder in
      let (dead, alive) = (folder + "/.pack.999999999.new", folder + "/.pack.1.new")
      for path in [dead, alive] {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
      }
      try Pack.stage(
        Sample.content(Self.firstMonth), data: Sample.data(Self.firstMonth), templates: Sample.templates,
        destination: folder + "/pack",
        timestamp: Sample.timestamp
      ).publish()
      #expect(!FileManager.default.fileExists(atPath: dead))
      #expect(FileManager.default.fileExists(atPath: alive))
    }
  }

  @Test func approvalIsShownWhenEveryRunHasIt() throws {
    var rows = SampleRows().packRows()
    for index in rows.domains.indices {
      rows.domains[index].run.approvedBy = "C. Controller"
      rows.domains[index].run.approvedAt = "2013-12-06T08:00:00Z"
    }
    #expect(
      try PackContent(Sample.definition(), rows, Sample.language()).approval
        == .approved(by: "C. Controller", at: "2013-12-06T08:00:00Z"))
    rows.domains[0].run.approvedBy = nil
    #expect(try PackContent(Sample.definition(), rows, Sample.language()).approval == .draft)
  }
}
