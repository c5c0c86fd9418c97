import Domains
import Foundation
import Testing

@testable import Packs

@Suite struct WorkbookTests {
  /// Names that Excel would take for patterns, comparisons, or the same name in other letters.
  static let misleading: SampleFacts = {
    var facts = HostileTests.facts
    facts.countries += [
      ("Europe", "A*"), ("Europe", "AB"), ("Europe", "=AB"), ("Europe", ">0"), ("Europe", "TRUE"),
    ]
    facts.channels = ["reseller", "Reseller", "@SUM(A1)"]
    return facts
  }()

  /// LibreOffice computes every formula again; the numbers that were written must be the same.
  @Test(arguments: [SampleFacts(), misleading])
  func formulasGiveTheirCachedValues(facts: SampleFacts) throws {
    try Sample.inTemporaryFolder { folder in
      let path = try write(Sample.content(facts), Sample.data(facts), to: folder)
      let fresh = folder + "/fresh"
      _ = try TestPython.start(
        "/usr/bin/env",
        [
          "soffice", "--headless", "-env:UserInstallation=file://\(folder)/profile", "--convert-to", "xlsx",
          "--outdir", fresh, path,
        ])
      let count = try TestPython.run("recalculate.py", [path, fresh + "/pack.xlsx"])
      #expect(try #require(Int(count.trimmingCharacters(in: .whitespacesAndNewlines))) > 500)
    }
  }

  /// Tables are named and their columns are the database's, months are dates.
  @Test func tablesAreTheDatabases() throws {
    try Sample.inTemporaryFolder { folder in
      let found = try TestPython.run("describe.py", [write(Sample.whole.get(), to: folder)])
      #expect(found.contains("created 2013-12-05T06:00:00 by nobody"))
      let prediction =
        "month,as_of_month,horizon,series_id,region,country,channel,category,predicted_value,lower_80,upper_80,"
        + "lower_95,upper_95,model_name,model_version,run_id,prediction_time"
      #expect(found.contains("table PredSales1m A1:Q757 \(prediction)\n"))
      #expect(found.contains("table PredSales A1:Q505 \(prediction)\n"))
      #expect(
        found.contains(
          "table ActualProfit A1:H1471 month,series_id,region,country,channel,category,value,is_complete\n"))
      #expect(
        found.contains(
          "table ActualInventory A1:G141 month,series_id,region,country,category,value,is_complete\n"))
      #expect(found.contains(#/types datetime,str,str,str,str,str,(int|float),bool\n/#))
      for sheet in [
        "Index", "Summary", "Sales", "Profit", "Inventory", "Variance", "Accuracy", "Assumptions",
        "Data quality",
        "Checks", "Dictionary",
      ] {
        #expect(found.contains("sheet \(sheet) frozen"))
      }
    }
  }

  /// Every figure of the summary and of the trends that the data sheets hold is a formula over them.
  @Test func figuresAreFormulasOverTheTables() throws {
    try Sample.inTemporaryFolder { folder in
      let path = try write(Sample.whole.get(), to: folder)
      let month = try TestPython.run("column.py", [path, "Summary", "Nov AC"]).split(separator: "\n")
      #expect(month.count == 5)
      #expect(month[0].hasPrefix("=SUMIFS(ActualSales[value],ActualSales[month],AsOf) "))
      #expect(
        month[1].hasPrefix("=SUMIFS(ActualSales[value],ActualSales[month],AsOf,ActualSales[channel],$A"),
        "\(month[1])")
      #expect(month[2].hasPrefix("=SUMIFS(ActualProfit[value],ActualProfit[month],AsOf) "))
      let outlook = try TestPython.run("column.py", [path, "Summary", "FY13 outlook"])
      #expect(
        outlook.hasPrefix(
          "=SUMIFS(ActualSales[value],ActualSales[month],\">=\"&YearStart,ActualSales[month],\"<=\"&AsOf)"
            + "+SUMIFS(PredSales[predicted_value],PredSales[month],\">=\"&EDATE(AsOf,1),PredSales[month],\"<=\"&YearEnd) "
        ), "\(outlook)")
      let ahead = try TestPython.run("column.py", [path, "Sales", "FC 1 month ahead"])
      #expect(ahead.contains("=SUMIFS(PredSales1m[predicted_value],PredSales1m[month],$A"))
      let variance = try TestPython.run("column.py", [path, "Variance", "AC"])
      #expect(
        variance.contains(
          #/=SUMIFS\(ActualSales\[value\],ActualSales\[month\],AsOf,ActualSales\[country\],\$A\d+,ActualSales\[channel\],\$A\d+\)/#
        ))
    }
  }

  /// What openpyxl, another reader than the writer's, sees beside the cells.
  @Test func aReaderSeesWhatTheLayoutsSay() throws {
    try Sample.inTemporaryFolder { folder in
      let found = try TestPython.run("describe.py", [write(Sample.whole.get(), to: folder)])
      for name in ["AsOf", "AsOfPriorYear", "MasterCheck", "NextMonth", "YearEnd", "YearStart"] {
        #expect(found.contains("name \(name) '"), "\(name)")
      }
      #expect(found.contains("external links 0 macros 0\n"))
      #expect(!found.contains("hidden"))
      let charts = found.split(separator: "\n").filter { $0.hasPrefix("chart") }
      #expect(charts.count == 9)
      #expect(
        charts.filter { $0.contains("BarChart") }.allSatisfy {
          $0.contains("FC wdUpDiag") && $0.contains("AC solid")
        })
      #expect(
        charts.contains { $0.hasPrefix("chart Summary BarChart PY solid Sales!$") || $0.contains("'Sales'!$") })
      for sheet in ["Summary", "Sales", "Variance"] {
        #expect(found.contains("rule \(sheet) dataBar"), "\(sheet)")
      }
      #expect(found.contains("rule Index iconSet 1\n"))
      for sheet in ["Assumptions", "Data quality", "Dictionary"] {
        #expect(found.contains("filter \(sheet) A"), "\(sheet)")
      }
      #expect(found.contains("links Index 19 "))
      let sheets = found.split(separator: "\n").filter { $0.hasPrefix("sheet") }
      #expect(sheets.count == 20)
      for sheet in sheets {
        #expect(
          sheet.contains("visible landscape paper 9 wide 1 rows ") && sheet.contains("| &P / &N"),
          "\(sheet)")
        #expect(!sheet.contains("rows None"), "\(sheet)")
      }
    }
  }

  /// Each sheet, the data sheets too, shows the one cell in which all checks end.
  @Test func everySheetShowsTheMasterCheck() throws {
    try Sample.inTemporaryFolder { folder in
      let formulas = try TestPython.run("texts.py", [write(Sample.whole.get(), to: folder)])
      let showing = Set(
        formulas.split(separator: "\n").filter { $0.hasSuffix(" =MasterCheck") }.map {
          $0.dropFirst("formula ".count).split(separator: " ").dropLast(2).joined(separator: " ")
        })
      #expect(showing.count == 19)
      #expect(
        showing.isSuperset(of: ["Index", "Summary", "Variance", "Dictionary", "PredSales1m", "ActualInventory"])
      )
      #expect(formulas.contains("formula Checks B3 =IF(COUNTIF("))
    }
  }

  /// Rows that the database did not count or add up that way are no data sheet.
  @Test func rowsThatAreNotTheDatabasesAreRefused() throws {
    try Sample.inTemporaryFolder { folder in
      var short = Sample.data(GoldenTests.facts)
      short.replaced["ActualSales"] = []
      let content = try Sample.content(GoldenTests.facts)
      let missing = #expect(throws: PackError.self) { _ = try write(content, short, to: folder) }
      #expect(missing?.message.hasPrefix("actual_sales: 0 rows came, the database counts ") == true)
      var changed = Sample.data(GoldenTests.facts)
      var rows: [[Relation.Field]] = []
      let table = try #require(content.data.first { $0.name == "ActualSales" })
      try changed.read(table) { rows.append($0) }
      rows[0][6] = .number(Amount(scaled: 1, decimals: 2))
      changed.replaced["ActualSales"] = rows
      let other = #expect(throws: PackError.self) { _ = try write(content, changed, to: folder) }
      #expect(other?.message.hasPrefix("actual_sales.value: the rows do not add up to the database's") == true)
    }
  }

  /// A cell holds 32,767 characters; nothing is cut in silence.
  @Test func aTextThatIsTooLongIsRefused() throws {
    try Sample.inTemporaryFolder { folder in
      for (length, fits) in [(32_767, true), (32_768, false)] {
        var facts = GoldenTests.facts
        facts.categories = [String(repeating: "x", count: length)]
        let content = try Sample.content(facts)
        if fits {
          _ = try write(content, Sample.data(facts), to: folder)
        } else {
          let error = #expect(throws: PackError.self) { _ = try write(content, Sample.data(facts), to: folder) }
          #expect(error?.message.contains("a text is longer than 32,767 characters") == true)
        }
      }
    }
  }

  /// Many countries, no vintage before, a domain without a row: openpyxl reads each workbook.
  @Test(arguments: ["400 countries", "one month", "empty domain"])
  func edgesAreWorkbooksToo(edge: String) throws {
    var facts = GoldenTests.facts
    if edge == "400 countries" {
      facts.countries = (0..<400).map { ("Region \($0 % 7)", "Country \($0)") }
      facts.vintages = 1
    }
    if edge == "one month" { (facts.history, facts.vintages) = (1, 0) }
    var rows = SampleRows(facts: facts).packRows()
    var data = Sample.data(facts)
    if edge == "empty domain" {
      for table in rows.tables.indices where rows.tables[table].domain == "inventory" {
        rows.tables[table].control = Relation.Control(rows: 0, sums: [])
        data.replaced[rows.tables[table].name] = []
      }
    }
    try Sample.inTemporaryFolder { folder in
      let content = try PackContent(Sample.definition(), rows, Sample.language())
      let found = try TestPython.run("describe.py", [write(content, data, to: folder)])
      #expect(found.contains("table ActualSales A1:"))
      if edge == "empty domain" { #expect(found.contains("table ActualInventory A1:G2 ")) }
    }
  }

  @Test func sameContentSameBytes() throws {
    try Sample.inTemporaryFolder { folder in
      let content = try Sample.content(GoldenTests.facts)
      let first = try Data(
        contentsOf: URL(filePath: write(content, Sample.data(GoldenTests.facts), to: folder)))
      Thread.sleep(forTimeInterval: 2.1)
      let second = try Data(
        contentsOf: URL(filePath: write(content, Sample.data(GoldenTests.facts), to: folder)))
      #expect(first == second)
    }
  }

  @Test func textOfTheDataIsNeverAFormula() throws {
    try Sample.inTemporaryFolder { folder in
      let found = try TestPython.run(
        "texts.py", [write(Sample.content(HostileTests.facts), Sample.data(HostileTests.facts), to: folder)])
      #expect(found.contains("text PredSales1m"))
      #expect(found.contains("=cmd|' /C calc'!A0"))
      for line in found.split(separator: "\n") where line.hasPrefix("formula") {
        #expect(!line.contains("cmd|"), "\(line)")
      }
    }
  }

  @Test func aFullDiskIsAnError() throws {
    let renderer = try WorkbookRenderer(Sample.content(GoldenTests.facts), templates: Sample.templates)
    let error = #expect(throws: PackError.self) {
      try renderer.render(to: "/dev/full", rows: Sample.data(GoldenTests.facts), timestamp: Sample.timestamp)
    }
    #expect(error?.kind == .output)
    #expect(error?.file == "/dev/full")
  }

  @Test(arguments: [
    ("  - {tabel: summary}", 6, "unknown key 'blocks[0].tabel'"),
    ("  - {table: sumary}", 6, "there is no table 'sumary'"),
    ("  - {text: \"{organization}\"}", 6, "there is no name '{organization}'"),
    ("  - {check: shown}", 6, "is 'shown'; expected one of defines, shows"),
    (
      "  - {chart: trends, kind: columns, category: month, series: [], rows: 18, width: 400}", 6,
      "no table 'trends'"
    ),
    (
      "  - {chart: trend, kind: lines, category: month, rows: 9, width: 400, "
        + "series: [{column: acc, name: AC, style: actual}]}", 6, "there is no column 'acc'"
    ),
    (
      "  - {chart: trend, kind: pie, category: month, series: [], rows: 9, width: 400}", 6,
      "expected one of columns"
    ),
    ("  - {table: summary, bars: [c99]}", 6, "there is no column 'c99' in the table 'summary'"),
    (
      "  - {table: summary, add: [{label: x, formula: \"c0 / x9\", format: money}]}", 6,
      "there is no column 'x9'"
    ),
    (
      "  - {table: summary, add: [{label: x, formula: \"c0 / (2\", format: money}]}", 6,
      "a parenthesis is not closed"
    ),
    ("  - {cards: summary, value: c0}", 6, "the cards need 'table: summary' on their sheet"),
    ("  - {gap: many}", 6, "is 'many'; expected a whole number"),
  ])
  func wrongLayoutNamesFileAndLine(block: String, line: Int, message: String) throws {
    try Sample.inTemporaryFolder { folder in
      try FileManager.default.copyItem(atPath: Sample.templates, toPath: folder + "/templates")
      let layout = "name: Summary\nfor: pack\nwidths: [10]\nfreeze: {rows: 0, columns: 0}\nblocks:\n\(block)\n"
      let file = folder + "/templates/xlsx/summary.yml"
      try layout.write(toFile: file, atomically: true, encoding: .utf8)
      let error = #expect(throws: PackError.self) {
        let renderer = try WorkbookRenderer(
          Sample.content(GoldenTests.facts), templates: folder + "/templates")
        try renderer.render(
          to: folder + "/pack.xlsx", rows: Sample.data(GoldenTests.facts), timestamp: Sample.timestamp)
      }
      #expect(error?.file == file)
      #expect(error?.line == line)
      #expect(error?.message.contains(message) == true, "\(error?.message ?? "no error")")
    }
  }

  @Test func aNameThatTwoSheetsDefineIsAnErrorOfTheSecond() throws {
    try Sample.inTemporaryFolder { folder in
      try FileManager.default.copyItem(atPath: Sample.templates, toPath: folder + "/templates")
      let file = folder + "/templates/xlsx/summary.yml"
      let text = try String(contentsOfFile: file, encoding: .utf8)
      try (text + "  - {calendar: defines}\n").write(toFile: file, atomically: true, encoding: .utf8)
      let error = #expect(throws: PackError.self) {
        _ = try write(
          Sample.content(GoldenTests.facts), Sample.data(GoldenTests.facts), to: folder,
          templates: folder + "/templates")
      }
      #expect(error?.file == folder + "/templates/xlsx/assumptions.yml")
      #expect(error?.message == "the name 'AsOf' is defined on two sheets of the workbook")
    }
  }

  private func write(
    _ content: PackContent, _ data: SampleData = SampleData(), to folder: String,
    templates: String = Sample.templates
  ) throws -> String {
    let path = folder + "/pack.xlsx"
    try WorkbookRenderer(content, templates: templates).render(
      to: path, rows: data, timestamp: Sample.timestamp)
    return path
  }
}
