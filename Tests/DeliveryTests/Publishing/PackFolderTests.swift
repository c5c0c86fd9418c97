import Foundation
import Testing
import Warehouse

@testable import Delivery

/// A pack against its manifest. Expected: whatever was done to the pack, and nothing else, is named.
@Suite struct PackFolderTests {
  private let packs: SamplePacks
  private let pack: PackFolder

  init() throws {
    packs = try SamplePacks()
    pack = try packs.pack("2013-11")
  }

  @Test func aWholePackHasNoProblem() throws {
    #expect(pack.problems().isEmpty)
    #expect(pack.manifest.files.map(\.path) == ["data/forecast_run.csv", "index.html"])
  }

  /// One bit of every byte of every file, the manifest included.
  @Test func findsAFlippedBitAnywhere() throws {
    for name in pack.manifest.files.map(\.path) + [PackManifest.fileName] {
      let url = URL(filePath: "\(pack.path)/\(name)")
      let whole = try Data(contentsOf: url)
      for position in whole.indices {
        var damaged = whole
        damaged[position] ^= 1 << (position % 8)
        try damaged.write(to: url)
        if name == PackManifest.fileName {
          #expect(throws: PublishingError.self, "bit \(position % 8) of byte \(position) of \(name)") {
            try PackFolder(pack.path)
          }
        } else {
          #expect(pack.problems().map(\.file) == [name], "bit \(position % 8) of byte \(position)")
        }
      }
      try whole.write(to: url)
    }
    #expect(try PackFolder(pack.path).problems().isEmpty)
  }

  @Test func findsWhatIsMissing() throws {
    try FileManager.default.removeItem(atPath: "\(pack.path)/index.html")
    #expect(pack.problems() == [PackProblem(.missing, file: "index.html", "is missing")])
    try FileManager.default.removeItem(atPath: "\(pack.path)/manifest.json")
    #expect(throws: PublishingError.self) { try PackFolder(pack.path) }
  }

  @Test func findsWhatIsTooMuch() throws {
    try Data().write(to: URL(filePath: "\(pack.path)/data/more.csv"))
    try FileManager.default.createDirectory(atPath: "\(pack.path)/empty", withIntermediateDirectories: false)
    try FileManager.default.createSymbolicLink(
      atPath: "\(pack.path)/link", withDestinationPath: "\(pack.path)/index.html")
    #expect(pack.problems().map(\.file) == ["data/more.csv", "empty", "link"])
    #expect(pack.problems().allSatisfy { $0.kind == .extra })
  }

  /// A file in the place of another, of the same bytes, is no whole pack either.
  @Test func aLinkIsNoFile() throws {
    let page = "\(pack.path)/index.html"
    try FileManager.default.moveItem(atPath: page, toPath: "\(packs.root)/elsewhere.html")
    try FileManager.default.createSymbolicLink(
      atPath: page, withDestinationPath: "\(packs.root)/elsewhere.html")
    #expect(pack.problems() == [PackProblem(.extra, file: "index.html", "is not in the manifest")])
  }
}

/// What a table says and what its file says back.
@Suite struct PackTableFileTests {
  @Test func readsBackWhatItWrote() {
    let fields: [String?] = [
      nil, "", "a", "a,b", "\"", "line\nline\r\n", "=1+1", "-1", "-1.5", "+1e3", "-1+cmd", "@SUM(A1)", "'",
      "'=", "\t=1",
      " =1", "\u{a0}=1", "Österreich", "e\u{301}",
    ]
    let table = PackTable(
      relation: "t", keys: ["c0"], columns: fields.indices.map { "c\($0)" }, rows: [fields, fields])
    let rows = PackTableFile.decode(PackTableFile.encode(table))
    #expect(rows == [table.columns, fields, fields])
  }

  @Test func aSpreadsheetComputesNothing() {
    let texts = ["=1+1", "-1+cmd", "@SUM(A1)", "\t=1", " =1", "+1+1", "\u{a0}=1"]
    for text in texts {
      let bytes = PackTableFile.encode(PackTable(relation: "t", keys: [], columns: ["c"], rows: [[text]]))
      let line = String(decoding: bytes, as: UTF8.self).dropFirst("c\n".count)
      #expect(line.hasPrefix("'") || line.hasPrefix("\"'"), "\(text)")
    }
    let number = PackTable(relation: "t", keys: [], columns: ["c"], rows: [["-12.50"], [nil]])
    #expect(String(decoding: PackTableFile.encode(number), as: UTF8.self) == "c\n-12.50\n\n")
  }

  @Test(arguments: ["", "a", "a\n\"b", "\"b\"c\n", "a\n\u{0}\"\n"])
  func refusesWhatItDidNotWrite(text: String) {
    let rows = PackTableFile.decode(Array(text.utf8))
    if let rows { #expect(rows != [["a"]] || text == "a\n") } else { #expect(rows == nil) }
  }
}

/// Numbers of a pack beside those of the database.
@Suite struct PackComparisonTests {
  private let packs: SamplePacks
  private let pack: PackFolder

  init() throws {
    packs = try SamplePacks()
    pack = try packs.pack(
      "2013-11",
      tables: [("actual_sales", "month,country,value\n2013-10-01,France,1.00\n2013-11-01,France,2.00\n")])
  }

  private func compare(
    _ rows: [[String?]], relation: String = "actual_sales", columns: [String] = ["month", "country", "value"]
  )
    -> PackComparison
  {
    PackComparison(
      pack, [PackTable(relation: relation, keys: ["month", "country"], columns: columns, rows: rows)])
  }

  @Test func agrees() {
    let comparison = compare([["2013-10-01", "France", "1.00"], ["2013-11-01", "France", "2.00"]])
    #expect(comparison.problems.isEmpty)
    #expect(comparison.fields == 6)
  }

  @Test func namesTheNumberThatDiffers() {
    let comparison = compare([["2013-10-01", "France", "1.00"], ["2013-11-01", "France", "2.01"]])
    #expect(
      comparison.problems == [
        PackProblem(
          .database, file: "data/actual_sales.csv",
          "month 2013-11-01, country France: value is 2.00 in the pack, 2.01 in the database")
      ])
  }

  @Test func namesRowsOfOneSide() {
    let comparison = compare([["2013-10-01", "France", "1.00"], ["2013-11-01", "Spain", "2.00"]])
    #expect(
      comparison.problems.map(\.message) == [
        "month 2013-11-01, country France: the database has no such row",
        "month 2013-11-01, country Spain: the pack lacks this row of the database",
      ])
  }

  @Test func namesTablesOfOneSide() {
    #expect(
      compare([], relation: "actual_profit").problems.map(\.message) == [
        "the database has no rows for actual_sales in that month"
      ])
    #expect(
      compare([], columns: ["month", "value"]).problems.map(\.message) == [
        "has other columns than actual_sales: country"
      ])
  }

  /// A later version has tables and columns more: what the pack has is compared all the same.
  @Test func columnsOfALaterVersionAreNoDifference() {
    func later(_ second: String) -> PackComparison {
      PackComparison(
        pack,
        [
          PackTable(
            relation: "price_volume_sales", keys: ["month"], columns: ["month"], rows: [["2013-11-01"]]),
          PackTable(
            relation: "actual_sales", keys: ["month", "country"],
            columns: ["code", "month", "value", "country"],
            rows: [["a", "2013-10-01", "1.00", "France"], ["b", "2013-11-01", second, "France"]]),
        ])
    }
    #expect(later("2.00").problems.isEmpty)
    #expect(later("2.00").fields == 6)
    #expect(
      later("2.01").problems.map(\.message) == [
        "month 2013-11-01, country France: value is 2.00 in the pack, 2.01 in the database"
      ])
  }
}
