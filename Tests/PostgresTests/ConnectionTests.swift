import Postgres
import TestSupport
import Testing

@Suite struct ConnectionTests {
  let database: TestDatabase
  var connection: Connection { database.connection }

  init() throws { database = try TestDatabase() }

  @Test func givesTextAndNullByNameAndNumber() throws {
    let rows = try connection.query(
      "select $1::text as name, null as nothing, date '2013-11-01' as month, $2::int + 1 as number",
      ["Äpfel 'n' \"co\"", "41"])
    #expect(rows.columns == ["name", "nothing", "month", "number"])
    let row = try #require(rows.first)
    #expect(row["name"] == "Äpfel 'n' \"co\"")
    #expect(row["nothing"] == nil)
    #expect(row["month"] == "2013-11-01")
    #expect(row[3] == "42")
  }

  @Test func countsWhatAStatementTouched() throws {
    try connection.execute("create table t (n int); insert into t select generate_series(1, 7)")
    #expect(try connection.query("update t set n = n + 1 where n > $1", ["4"]).affected == 3)
    #expect(try connection.query("select n from t").map { $0[0] }.count == 7)
  }

  @Test func writesDatesAndTimesTheSameWhateverTheDatabasePrefers() throws {
    try connection.execute("alter database \(database.name) set datestyle = 'German, DMY'")
    let other = try Connection(database.connectionString)
    let row = try other.query("select date '2013-11-02', timestamptz '2013-11-02 12:00+02'")[0]
    #expect(row[0] == "2013-11-02")
    #expect(row[1] == "2013-11-02 10:00:00+00")
  }

  @Test func rowsComeOneAtATimeAsTheyDoTogether() throws {
    let sql = "select n, nullif(n, 2) as even, repeat('é', n) as text from generate_series(1, $1::int) n"
    var rows: [[String?]] = []
    try connection.query(sql, ["3"]) { row in rows.append([row["n"], row["even"], row[2]]) }
    #expect(rows == [["1", "1", "é"], ["2", nil, "éé"], ["3", "3", "ééé"]])
    #expect(try connection.query(sql, ["3"]).map { [$0["n"], $0["even"], $0[2]] } == rows)
    try connection.query(sql, ["0"]) { _ in Issue.record("there is no row") }
  }

  /// The manual (libpq, 34.6): some rows may have come when a query fails.
  @Test func aFailureBetweenRowsIsTold() throws {
    var count = 0
    #expect {
      try connection.query("select 1 / (100 - n) from generate_series(1, 200) n") { _ in count += 1 }
    } throws: {
      ($0 as? PostgresError)?.sqlState == "22012"
    }
    #expect(count <= 99)
    #expect(try connection.query("select 1")[0][0] == "1")
  }

  @Test func aReaderWhoStopsLeavesTheSessionUsable() throws {
    struct Enough: Error {}
    var count = 0
    #expect(throws: Enough.self) {
      try connection.query("select n from generate_series(1, 10000000) n") { _ in
        count += 1
        if count == 3 { throw Enough() }
      }
    }
    #expect(count == 3)
    #expect(try connection.query("select 2")[0][0] == "2")
  }
}
