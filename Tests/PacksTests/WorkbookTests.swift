import Foundation
import Testing

@testable import Packs

@Suite struct WorkbookTests {
  /// LibreOffice computes every formula again; the numbers that were written must be the same.
  @Test func formulasGiveTheirCachedValues() throws {
    try Sample.inTemporaryFolder { folder in
      let path = try write(Sample.whole.get(), to: folder)
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
    ("  - {calendar: defines}", 6, "the name 'AsOf' is defined on two sheets"),
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
