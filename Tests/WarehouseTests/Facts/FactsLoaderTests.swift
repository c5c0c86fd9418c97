import Foundation
import Postgres
import TestSupport
import Testing

@testable import Warehouse

@Suite struct FactsLoaderTests {
  let database: TestDatabase
  var connection: Connection { database.connection }

  init() throws { database = try TestDatabase() }

  private func load(_ folder: FactsFolder) throws -> FactsReport {
    try FactsLoader(folder: folder.url, schema: "some facts").load(into: connection)
  }

  /// The error of a load that must fail and leave nothing behind.
  private func refusal(_ folder: FactsFolder) throws -> FactsError {
    let error = try #require(throws: FactsError.self) { try load(folder) }
    #expect(try connection.query("select count(*) from pg_namespace where nspname = 'some facts'")[0][0] == "0")
    return error
  }

  @Test func loadsTypedTablesWithTheirKeys() throws {
    let report = try load(FactsFolder())
    #expect(report.tables.map(\.name) == ["item", "sale"])
    #expect(report.tables.map(\.rows) == [2, 4])
    #expect(report.tables.allSatisfy { $0.outcome == .loaded })
    let rows = try connection.query(
      "select name, sold_on, amount from \"some facts\".sale join \"some facts\".item using (item_key) order by sale"
    )
    #expect(rows.map { $0["name"] } == ["Bell, small", "Chain", "Bell, small", "Chain"])
    #expect(rows.map { $0["amount"] } == ["10.50", "-2.25", nil, "0.75"])
    #expect(rows[0]["sold_on"] == "2013-01-05")
    #expect(throws: PostgresError.self) {
      try connection.execute("insert into \"some facts\".sale values (9, 7, '2013-01-01', 1)")
    }
  }

  @Test func loadingAgainWritesNothing() throws {
    let folder = try FactsFolder()
    _ = try load(folder)
    let stamps = "select table_name, loaded_at, xmin from \"some facts\".load_ledger order by 1"
    let before = try connection.query(stamps).map { [$0[0], $0[1], $0[2]] }
    let rows = try connection.query("select ctid, xmin from \"some facts\".sale").map { [$0[0], $0[1]] }
    let report = try load(folder)
    #expect(report.isUnchanged)
    #expect(report.tables.map(\.rows) == [2, 4])
    #expect(try connection.query(stamps).map { [$0[0], $0[1], $0[2]] } == before)
    #expect(try connection.query("select ctid, xmin from \"some facts\".sale").map { [$0[0], $0[1]] } == rows)
  }

  @Test func loadsOnlyTheFileThatChanged() throws {
    let folder = try FactsFolder()
    _ = try load(folder)
    try folder.compress("item_key,name\n1,Bell\n2,Chain\n", as: "item.csv.gz")
    try folder.writeManifest()
    #expect(try load(folder).tables.map(\.outcome) == [.loaded, .unchanged])
    #expect(try connection.query("select name from \"some facts\".item where item_key = 1")[0][0] == "Bell")
    // The foreign key that had to go for it is back.
    #expect(
      try connection.query(
        "select count(*) from pg_constraint where contype = 'f' and conrelid = '\"some facts\".sale'::regclass"
      )[0][0] == "1")
  }

  @Test func restoresATableThatNoLongerMeetsItsTotals() throws {
    let folder = try FactsFolder()
    _ = try load(folder)
    try connection.execute("update \"some facts\".sale set amount = 1 where sale = 4")
    #expect(try load(folder).tables.map(\.outcome) == [.unchanged, .restored])
    #expect(try connection.query("select sum(amount) from \"some facts\".sale")[0][0] == "9.00")
  }

  @Test func aNewDefinitionCreatesTheTablesAnew() throws {
    let folder = try FactsFolder()
    _ = try load(folder)
    let tables = String(decoding: try folder.read("tables.sql"), as: UTF8.self)
    try folder.write("tables.sql", tables.replacing("numeric(9, 2)", with: "numeric(12, 3)"))
    #expect(try load(folder).tables.allSatisfy { $0.outcome == .loaded })
    #expect(try connection.query("select amount from \"some facts\".sale where sale = 1")[0][0] == "10.500")
  }

  @Test func aNewDefinitionDropsNoViewOfAUser() throws {
    let folder = try FactsFolder()
    _ = try load(folder)
    try connection.execute("create view public.mine as select * from \"some facts\".sale")
    let tables = String(decoding: try folder.read("tables.sql"), as: UTF8.self)
    try folder.write("tables.sql", tables.replacing("numeric(9, 2)", with: "numeric(12, 3)"))
    let error = try #require(throws: PostgresError.self) { try load(folder) }
    #expect(error.detail?.contains("view mine depends on table") == true)
    #expect(try connection.query("select sum(amount) from mine")[0][0] == "9.00")
  }

  @Test func refusesARowThatDoesNotFit() throws {
    let folder = try FactsFolder(sales: FactsFolder.sales.replacing("2013-02-01", with: "2013-02-30"))
    try folder.writeManifest()
    let error = try refusal(folder)
    #expect(error.line == 4)
    #expect(error.file?.hasSuffix("sale.csv.gz") == true)
    #expect(error.table == "sale")
    #expect(error.description.contains("sale.csv.gz:4: date/time field value out of range"))
    #expect(error.description.hasSuffix("nothing was loaded"))
  }

  @Test(arguments: [
    ("1,1,2013-01-05", "missing data for column \"amount\"", 2),
    ("1,1,2013-01-05,10.50,7", "extra data after last expected column", 2),
    (",1,2013-01-05,10.50", "null value in column \"sale\"", 2),
  ])
  func refusesARowWithOtherColumns(row: String, message: String, line: Int) throws {
    let folder = try FactsFolder(sales: FactsFolder.sales.replacing("1,1,2013-01-05,10.50", with: row))
    let error = try refusal(folder)
    #expect(error.message.contains(message))
    #expect(error.line == line)
  }

  @Test func refusesADuplicateKey() throws {
    let folder = try FactsFolder(sales: FactsFolder.sales.replacing("\n4,2,", with: "\n2,2,"))
    let error = try refusal(folder)
    #expect(error.message.contains("duplicate key"))
    #expect(error.message.contains("(sale)=(2)"))
    #expect(error.line == 5)
  }

  @Test func refusesAReferenceToNothing() throws {
    let folder = try FactsFolder(items: "item_key,name\n1,Bell\n3,Chain\n")
    try folder.write(
      "manifest.json",
      String(decoding: folder.read("manifest.json"), as: UTF8.self).replacing(
        "\"item_key\": \"3\"", with: "\"item_key\": \"4\""))
    let error = try refusal(folder)
    #expect(error.message.contains("(item_key)=(2) is not present"))
    #expect(error.file == "sale.csv.gz")
  }

  @Test(arguments: [
    "sale,item,sold_on,amount\n", "item_key,sale,sold_on,amount\n", "sale,item_key,sold_on\n",
    "\u{FEFF}sale,item_key,sold_on,amount\n",
  ])
  func refusesAnotherHeader(header: String) throws {
    let error = try refusal(FactsFolder(sales: header + "1,1,2013-01-05,10.50\n"))
    #expect(error.line == 1)
    #expect(error.message.contains("not the table's columns 'sale,item_key,sold_on,amount'"))
  }

  @Test func refusesATruncatedFile() throws {
    let folder = try FactsFolder()
    try folder.overwrite("sale.csv.gz", folder.read("sale.csv.gz").dropLast(8))
    try folder.writeManifest()
    let error = try refusal(folder)
    #expect(error.message == "the gzip file is truncated")
    #expect(error.file?.hasSuffix("sale.csv.gz") == true)
    // Everything came out but the checksum: the header and four rows.
    #expect(error.line == 6)
  }

  @Test func refusesADamagedFile() throws {
    let folder = try FactsFolder()
    var bytes = try folder.read("sale.csv.gz")
    bytes[bytes.count - 5] ^= 0xff
    try folder.overwrite("sale.csv.gz", bytes)
    try folder.writeManifest()
    #expect(try refusal(folder).message.contains("damaged: incorrect data check"))
  }

  @Test func refusesTextThatIsNoGzipAndAnEmptyFile() throws {
    let folder = try FactsFolder()
    try folder.write("sale.csv.gz", FactsFolder.sales)
    try folder.writeManifest()
    #expect(try refusal(folder).message.contains("damaged: incorrect header check"))
    try folder.write("sale.csv.gz", "")
    try folder.writeManifest()
    #expect(try refusal(folder).message == "the gzip file is truncated")
  }

  @Test func refusesWhatTheManifestDoesNotSay() throws {
    let folder = try FactsFolder()
    try folder.writeManifest(saleRows: 5)
    #expect(try refusal(folder).message == "4 rows, not the manifest's 5")
    try folder.writeManifest(amount: "9.01")
    #expect(try refusal(folder).message == "amount sums to 9.00, not the manifest's control total 9.01")
    try folder.writeManifest()
    try folder.compress(FactsFolder.items.replacing("Chain", with: "Chein"), as: "item.csv.gz")
    #expect(try refusal(folder).message.contains("not the manifest's"))
  }

  @Test func namesAMissingFile() throws {
    let folder = try FactsFolder()
    try FileManager.default.removeItem(at: folder.url.appending(path: "sale.csv.gz"))
    #expect(try refusal(folder).file?.hasSuffix("sale.csv.gz") == true)
    try FileManager.default.removeItem(at: folder.url.appending(path: "manifest.json"))
    #expect(try refusal(folder).file?.hasSuffix("manifest.json") == true)
  }

  @Test func leavesATableOfTheUsersAlone() throws {
    try connection.execute("create schema \"some facts\"; create table \"some facts\".sale (mine text)")
    let error = try #require(throws: FactsError.self) { try load(FactsFolder()) }
    #expect(error.message.contains("was not loaded by this program"))
    #expect(try connection.query("select count(*) from \"some facts\".sale")[0][0] == "0")
  }

  @Test func aFailedReloadKeepsWhatWasThere() throws {
    let folder = try FactsFolder()
    _ = try load(folder)
    try folder.compress(FactsFolder.sales + "5,1,soon,1\n", as: "sale.csv.gz")
    let error = try #require(throws: FactsError.self) { try load(folder) }
    #expect(error.line == 6)
    #expect(try connection.query("select sum(amount) from \"some facts\".sale")[0][0] == "9.00")
  }
}
