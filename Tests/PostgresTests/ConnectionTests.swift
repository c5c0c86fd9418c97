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
}
