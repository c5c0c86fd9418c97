import Domains
import Forecasting
import Foundation
import Testing

@testable import Packs

/// What a user does to templates/xlsx without Swift.
@Suite struct WorkbookLayoutTests {
  private func withTemplates(_ body: (_ folder: String) throws -> Void) throws {
    try Sample.inTemporaryFolder { folder in
      try FileManager.default.copyItem(atPath: Sample.templates, toPath: folder + "/templates")
      try body(folder)
    }
  }

  private func write(_ folder: String) throws -> String {
    let path = folder + "/pack.xlsx"
    try WorkbookRenderer(Sample.content(GoldenTests.facts), templates: folder + "/templates").render(
      to: path, rows: Sample.data(GoldenTests.facts), timestamp: Sample.timestamp)
    return path
  }

  private func replace(_ text: String, by other: String, in path: String) throws {
    let old = try String(contentsOfFile: path, encoding: .utf8)
    #expect(old.contains(text))
    try old.replacing(text, with: other).write(toFile: path, atomically: true, encoding: .utf8)
  }

  /// Commas at the end of a section divide by a thousand each: what rounds to zero is divided as the rest is.
  @Test(arguments: NumberStyle.Scale.allCases)
  func everySectionOfAFormatHasTheSameScale(scale: NumberStyle.Scale) throws {
    var numbers = try Sample.definition().numbers
    numbers.scale = scale
    let formats = try WorkbookLayout(
      folder: Sample.templates + "/xlsx", numbers: numbers, language: Sample.language()
    ).formats
    for format in [formats.money, formats.variance] {
      let commas = format.split(separator: ";").map { $0.reversed().prefix { $0 == "," }.count }
      #expect(Set(commas).count == 1, "\(format)")
    }
  }

  /// A sheet with a table, a column that its layout computes, and a chart; the index links to it.
  @Test func aSheetAndAColumnAreAddedWithoutSwift() throws {
    try withTemplates { folder in
      try """
      name: Run rate
      about: My own sheet.
      for: pack
      widths: [24, 12]
      freeze: {rows: 1, columns: 1}
      blocks:
        - {text: "Run rate, {as_of}", style: title}
        - {table: summary, add: [{label: A month, formula: "(c4 + 2 * c0) / 12 - c0", format: money}]}
        - chart: summary
          kind: bars
          category: name
          series: [{column: c0, name: AC, style: actual}]
          rows: 10
          width: 400

      """.write(toFile: folder + "/templates/xlsx/mine.yml", atomically: true, encoding: .utf8)
      try replace("sheets: [index,", by: "sheets: [index, mine,", in: folder + "/templates/xlsx/workbook.yml")
      let path = try write(folder)
      let values = try TestPython.run("column.py", [path, "Run rate", "A month"]).split(separator: "\n")
      let summary = try Sample.content(GoldenTests.facts).executive.summary
      let (ytd, month) = (try #require(summary.column("c4")), try #require(summary.column("c0")))
      for (row, line) in values.enumerated() {
        let cells = summary.rows[row].cells
        let first = try #require(TableFormulas.number(cells[ytd]))
        let second = try #require(TableFormulas.number(cells[month]))
        let parts = line.split(separator: " ")
        #expect(parts[0].hasPrefix("=(((") && parts[0].hasSuffix(")"), "\(line)")
        #expect(abs((Double(parts[1]) ?? 0) - ((first + 2 * second) / 12 - second)) < 0.005)
      }
      #expect(values.count >= 2)
      let found = try TestPython.run("describe.py", [path])
      #expect(found.contains("chart Run rate BarChart AC solid 'Run rate'!$B$"))
      #expect(try TestPython.run("members.py", [path]).contains("<t>My own sheet.</t>"))
    }
  }

  /// The bridge and the accuracy share their rows; the heads have no codes; cards are one cell over two columns.
  @Test func theSummaryIsOnePage() throws {
    try Sample.inTemporaryFolder { folder in
      let path = folder + "/pack.xlsx"
      try WorkbookRenderer(Sample.whole.get(), templates: Sample.templates).render(
        to: path, rows: Sample.data(), timestamp: Sample.timestamp)
      let found = try TestPython.run("summary.py", [path])
      let step = try #require(found.firstMatch(of: /head Step A(\d+)/)).output.1
      #expect(found.contains("head Horizon F\(step)\n"))
      #expect(found.contains("head last outlook "))
      #expect(found.contains("merged C7:D7\n"))
      let widths = found.matches(of: /width [A-P] ([0-9.]+)/).compactMap { Double($0.output.1) }
      // A4 landscape has 1,046 pixels between its margins: 172 units of 7 print at nearly nine tenths of their size.
      #expect(widths.count == 16 && widths.reduce(0, +) < 172, "\(widths)")
    }
  }

  /// Of a number that does not fit Excel shows nothing but #: columns are as wide as their numbers, whatever the scale.
  @Test func columnsAreWideEnoughForTheirNumbers() throws {
    var definition = try Sample.definition()
    definition.numbers.scale = .none
    definition.numbers.decimals = 2
    let content = try PackContent(
      definition, SampleRows(facts: GoldenTests.facts).packRows(), Sample.language())
    let summary = content.executive.summary
    try Sample.inTemporaryFolder { folder in
      let path = folder + "/pack.xlsx"
      try WorkbookRenderer(content, templates: Sample.templates).render(
        to: path, rows: Sample.data(GoldenTests.facts), timestamp: Sample.timestamp)
      let found = try TestPython.run("summary.py", [path])
      for (position, column) in summary.columns.enumerated() where column.kind == .number {
        let longest =
          summary.rows.filter { TableFormulas.number($0.cells[position]) != nil }
          .map { $0.cells[position].text(content.numbers, content.language).count }.max() ?? 0
        // The sample is too short for a prior year to date.
        if longest == 0 { continue }
        let letter = WorkbookSheet.letters(position)
        let line = try #require(found.split(separator: "\n").first { $0.hasPrefix("width \(letter) ") })
        let width = try #require(line.split(separator: " ").last.flatMap { Double($0) })
        #expect(width > Double(longest), "\(column.label)")
      }
    }
  }

  /// Another relation of the database is one line of workbook.yml.
  @Test func aDataSheetIsAskedForByOneLine() throws {
    try withTemplates { folder in
      try replace(
        "tables:\n",
        by: "tables:\n  - {name: \"Trend{Domain}\", relation: \"trend_{domain}\", only: as_of_month}\n",
        in: folder + "/templates/xlsx/workbook.yml")
      let asOf = Month(year: 2013, month: 11)
      let requests = try DataTableDefinition.requests(
        templates: folder + "/templates", domains: SampleRows().domains, asOf: asOf)
      #expect(requests.prefix(3).map(\.name) == ["TrendSales", "TrendProfit", "TrendInventory"])
      #expect(requests[0].relation == "trend_sales")
      #expect(requests[0].months == .only(asOf, column: "as_of_month"))

      // By Excel's limit of 1,048,576 rows, one of them the head.
      try requests[0].checkRows(1_048_575)
      let error = #expect(throws: PackError.self) { try requests[0].checkRows(1_048_576) }
      #expect(error?.kind == .definition && error?.line == requests[0].line, "\(error?.description ?? "")")
      #expect(error?.message.contains("'trend_sales' has 1048576 rows for 'TrendSales'") == true)
    }
  }

  @Test(arguments: [
    ("{name: A1, relation: x}", "'A1' is no name for an Excel Table"),
    ("{name: R1C1, relation: x}", "'R1C1' is no name for an Excel Table"),
    ("{name: \"1st\", relation: x}", "'1st' is no name for an Excel Table"),
    ("{name: \"=cmd\", relation: x}", "'=cmd' is no name for an Excel Table"),
    ("{name: PredSales1m, relation: x}", "the table 'PredSales1m' is asked for twice"),
    ("{name: X_, relation: x, up_to: a, only: b}", "has both 'up_to' and 'only'"),
    ("{name: X_, relation: x, upto: a}", "unknown key"),
  ])
  func aWrongTableNamesFileAndLine(line: String, message: String) throws {
    try withTemplates { folder in
      let file = folder + "/templates/xlsx/workbook.yml"
      try replace("tables:\n", by: "tables:\n  - \(line)\n", in: file)
      let lines = try String(contentsOfFile: file, encoding: .utf8).components(separatedBy: "\n")
      let error = #expect(throws: PackError.self) {
        _ = try DataTableDefinition.requests(
          templates: folder + "/templates", domains: SampleRows().domains, asOf: Month(year: 2013, month: 11))
      }
      #expect(error?.file == file)
      let wanted = try #require(lines.firstIndex { $0.contains(line) }) + 1
      // The second of two equal names is the one further down.
      #expect(error?.line == wanted || message.contains("twice"))
      #expect(error?.message.contains(message) == true, "\(error?.message ?? "no error")")
    }
  }

  /// Worked by hand.
  @Test(arguments: [
    ("a + b * c", 14.0), ("(a + b) * c", 20), ("a - b - c", -5), ("a / b / 2", 1.0 / 3), ("-a * -(b)", 6),
    ("1.5*c", 6),
    ("a.x", 7),
  ])
  func formulasOfALayoutAreArithmetic(text: String, value: Double) throws {
    let numbers = ["a": 2.0, "b": 3, "c": 4, "a.x": 7]
    #expect(try LayoutFormula(text).value { numbers[$0] } == value)
  }

  @Test func whatHasNoNumberGivesNone() throws {
    #expect(try LayoutFormula("a / b").value { $0 == "a" ? 1 : 0 } == nil)
    #expect(try LayoutFormula("a + b").value { $0 == "a" ? 1 : nil } == nil)
    #expect(try LayoutFormula("a + -b / 2").text { $0.uppercased() + "1" } == "(A1+(-(B1)/2))")
    for wrong in ["", "a +", "(a", "a b", "a ** b", "=cmd", "HYPERLINK(a)"] {
      #expect(throws: LayoutFormula.Failure.self) { _ = try LayoutFormula(wrong) }
    }
  }

  /// Excel's own numbers of these days.
  @Test(arguments: [
    (1900, 3, 61), (1999, 12, 36495), (2000, 1, 36526), (2000, 3, 36586), (2013, 11, 41579), (2100, 3, 73110),
  ])
  func monthsAreExcelsDays(year: Int, month: Int, serial: Int) {
    #expect(Month(year: year, month: month).excelSerial == serial)
  }
}
