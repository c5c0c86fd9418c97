import Postgres
import TestSupport
import Testing

@Suite struct CopyTests {
  let database: TestDatabase
  var connection: Connection { database.connection }

  init() throws { database = try TestDatabase() }

  struct Stop: Error {}

  @Test func readsEveryTypeAndNull() throws {
    let query = """
      values
        (true, 1::smallint, -2::int, 3::bigint, 1.5::float8, 'é'::text, 'v'::varchar, date '1999-12-31',
          timestamptz '2000-01-01 00:00:01+00', -12.340::numeric),
        (null, null, null, null, null, null, null, null, null, null)
      """
    var rows = 0
    let count = try connection.copyOut(
      query,
      columns: [
        .boolean, .smallint, .integer, .bigint, .double, .text, .varchar, .date, .timestamptz, .numeric,
      ]
    ) { row in
      let isFirst = rows == 0
      rows += 1
      let (boolean, int16, int32) = (try row.boolean(), try row.int16(), try row.int32())
      let (int64, double, text) = (try row.int64(), try row.double(), try row.text())
      let (varchar, days, time) = (try row.text(), try row.daysSince2000(), try row.microsecondsSince2000())
      let numeric = try row.numeric()?.get()
      #expect(boolean == (isFirst ? true : nil))
      #expect(int16 == (isFirst ? 1 : nil))
      #expect(int32 == (isFirst ? -2 : nil))
      #expect(int64 == (isFirst ? 3 : nil))
      #expect(double == (isFirst ? 1.5 : nil))
      #expect(text == (isFirst ? "é" : nil))
      #expect(varchar == (isFirst ? "v" : nil))
      #expect(days == (isFirst ? -1 : nil))
      #expect(time == (isFirst ? 1_000_000 : nil))
      #expect(numeric == (isFirst ? BinaryNumeric(scaled: -12_340, decimals: 3) : nil))
    }
    #expect(count == 2 && rows == 2)
  }

  @Test func writesEveryTypeAndNull() throws {
    try connection.execute(
      """
      create table t (b boolean, s smallint, i int, l bigint, f float8, x text, d date, z timestamptz, n numeric(18, 2))
      """)
    let count = try connection.copyIn("t", columns: ["b", "s", "i", "l", "f", "x", "d", "z", "n"]) { writer in
      try writer.boolean(false)
      try writer.int16(-1)
      try writer.int32(2)
      try writer.int64(.min)
      try writer.double(-0.25)
      try writer.text("a\tb\\N\n\"é\"")
      try writer.date(daysSince2000: CivilDay(year: 1987, month: 2, day: 28).daysSince2000)
      try writer.timestamp(microsecondsSince2000: -1)
      try writer.numeric(scaled: -5, decimals: 2)
      try writer.boolean(nil)
      try writer.int16(nil)
      try writer.int32(nil)
      try writer.int64(nil)
      try writer.double(nil)
      try writer.text(nil)
      try writer.date(daysSince2000: nil)
      try writer.timestamp(microsecondsSince2000: nil)
      try writer.numeric(scaled: nil, decimals: 2)
    }
    #expect(count == 2)
    let rows = try connection.query("select * from t")
    #expect(
      (0..<9).map { rows[0][$0] } == [
        "f", "-1", "2", "-9223372036854775808", "-0.25", "a\tb\\N\n\"é\"", "1987-02-28",
        "1999-12-31 23:59:59.999999+00", "-0.05",
      ])
    #expect((0..<9).allSatisfy { rows[1][$0] == nil })
  }

  @Test func emptyCopiesAreCopies() throws {
    try connection.execute("create table t (n int)")
    #expect(try connection.copyIn("t", columns: ["n"]) { _ in } == 0)
    #expect(try connection.copyOut("select n from t", columns: [.integer]) { _ in throw Stop() } == 0)
    #expect(try connection.copyInText("copy t from stdin (format csv)") { nil } == 0)
  }

  /// Many buffers of 64 KiB: what went in is what the server sums up, and what comes out again.
  @Test func manyRowsComeAndGo() throws {
    try connection.execute("create table t (n int, x text, v numeric)")
    let taken = try connection.copyIn("t", columns: ["n", "x", "v"]) { writer in
      for number in 1...50_000 {
        try writer.int32(Int32(number))
        try writer.text(String(repeating: "ж", count: number % 90))
        try writer.numeric(scaled: Int64(number), decimals: 1)
      }
    }
    #expect(taken == 50_000)
    let sums = try connection.query("select sum(n), sum(length(x)), sum(v) from t")[0]
    #expect(sums[0] == "1250025000" && sums[2] == "125002500.0")
    #expect(sums[1] == "\((1...50_000).reduce(0) { $0 + $1 % 90 })")
    var total: Int64 = 0
    try connection.copyOut("select n, x from t", columns: [.integer, .text]) { row in
      total += Int64(try row.int32() ?? 0)
    }
    #expect(total == 1_250_025_000)
  }

  @Test func aTextLargerThanTheBufferFits() throws {
    try connection.execute("create table t (x text)")
    let long = String(repeating: "0123456789", count: 300_000)
    try connection.copyIn("t", columns: ["x"]) { try $0.text(long) }
    #expect(try connection.query("select x = $1 from t", [long])[0][0] == "t")
  }

  @Test func otherTypesAreRefusedBeforeTheFirstRow() throws {
    let error = #expect(throws: PostgresError.self) {
      try connection.copyOut("select 1 as a, 2.5 as b", columns: [.integer, .double]) { _ in throw Stop() }
    }
    #expect(error?.kind == .protocol)
    #expect(error?.message == "column b is numeric, not double")
    #expect(throws: PostgresError.self) {
      try connection.copyOut("select 1", columns: [.integer, .text]) { _ in }
    }
  }

  @Test func aThrowingReaderStopsTheServerAndKeepsTheSession() throws {
    var rows = 0
    #expect(throws: Stop.self) {
      try connection.copyOut("select generate_series(1, 100000000)", columns: [.integer]) { _ in
        rows += 1
        if rows == 10 { throw Stop() }
      }
    }
    #expect(try connection.query("select 1")[0][0] == "1")
  }

  @Test func aThrowingWriterLeavesNothing() throws {
    try connection.execute("create table t (n int)")
    #expect(throws: Stop.self) {
      try connection.copyIn("t", columns: ["n"]) { writer in
        for number in 1...100_000 { try writer.int32(Int32(number)) }
        throw Stop()
      }
    }
    let half = #expect(throws: PostgresError.self) {
      try connection.copyIn("t", columns: ["n", "n"]) { _ in }
    }
    #expect(half?.sqlState == "42701")
    let unfinished = #expect(throws: PostgresError.self) {
      try connection.execute("create table two (a int, b int)")
      try connection.copyIn("two", columns: ["a", "b"]) { try $0.int32(1) }
    }
    #expect(unfinished?.kind == .protocol)
    #expect(try connection.query("select from t").isEmpty)
    #expect(try connection.query("select from two").isEmpty)
  }

  @Test func theServerRefusesFieldsOfAnotherWidth() throws {
    try connection.execute("create table t (n int)")
    let error = #expect(throws: PostgresError.self) {
      try connection.copyIn("t", columns: ["n"]) { writer in
        try writer.int32(1)
        try writer.int64(2)
      }
    }
    #expect(error?.sqlState == "22P03")
    #expect(error?.copyLine == 2)
    #expect(try connection.query("select from t").isEmpty)
  }

  @Test func takesCSVCutAnywhere() throws {
    try connection.execute("create table t (a int, b text)")
    let bytes = Array("a,b\n1,\"x\ny\"\n2,ü\n".utf8)
    for size in [1, 3, bytes.count] {
      var at = 0
      let count = try connection.copyInText("copy t from stdin (format csv, header)") {
        guard at < bytes.count else { return nil }
        defer { at += size }
        return Array(bytes[at..<min(at + size, bytes.count)])
      }
      #expect(count == 2)
    }
    #expect(try connection.query("select count(*) from t where b in (E'x\\ny', 'ü')")[0][0] == "6")
  }

  @Test func namesTheLineOfABadCSVRow() throws {
    try connection.execute("create table t (a int, b text)")
    var chunks = [Array("a,b\n1,x\n".utf8), Array("two,y\n3,z\n".utf8)]
    let error = #expect(throws: PostgresError.self) {
      try connection.copyInText("copy t from stdin (format csv, header)") {
        chunks.isEmpty ? nil : chunks.removeFirst()
      }
    }
    #expect(error?.sqlState == "22P02")
    #expect(error?.copyLine == 3)
    #expect(error?.context == "COPY t, line 3, column a: \"two\"")
    #expect(try connection.query("select from t").isEmpty)
  }

  @Test func aCopyByTheWrongDoorIsRefusedAndTheSessionGoesOn() throws {
    try connection.execute("create table t (n int); insert into t values (1)")
    for sql in ["copy t to stdout", "copy t from stdin"] {
      #expect(throws: PostgresError.self) { try connection.execute(sql) }
      #expect(try connection.query("select n from t")[0][0] == "1")
    }
    #expect(throws: PostgresError.self) { try connection.copyInText("copy t to stdout") { nil } }
    #expect(throws: PostgresError.self) { try connection.copyInText("select 1") { nil } }
    #expect(try connection.query("select n from t").count == 1)
  }
}
