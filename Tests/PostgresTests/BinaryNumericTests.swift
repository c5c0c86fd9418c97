import TestSupport
import Testing

@testable import Postgres

/// The server prints what was written and sends what it prints; both ways must agree with decimal text.
@Suite struct BinaryNumericTests {
  static let numbers: [(scaled: Int64, decimals: Int, text: String)] = [
    (0, 0, "0"), (0, 2, "0.00"), (1, 0, "1"), (-5, 2, "-0.05"), (1, 4, "0.0001"), (1, 5, "0.00001"),
    (-1, 9, "-0.000000001"),
    (10_000, 0, "10000"), (9_999, 0, "9999"), (100_000_000, 4, "10000.0000"), (123_456_789, 3, "123456.789"),
    (-999_999_999_999_999_999, 0, "-999999999999999999"), (999_999_999_999_999_999, 2, "9999999999999999.99"),
    (999_999_999_999_999_999, 9, "999999999.999999999"), (999_999_999_999_999_999, 18, "0.999999999999999999"),
    (.max, 0, "9223372036854775807"), (.min, 0, "-9223372036854775808"), (.min, 18, "-9.223372036854775808"),
    (1_000_000_000_000_000_000, 18, "1.000000000000000000"), (120_000, 1, "12000.0"), (1_050, 1, "105.0"),
  ]

  @Test func writesAndReadsExactly() throws {
    let connection = try TestDatabase().connection
    try connection.execute("create table t (id int, n numeric)")
    try connection.copyIn("t", columns: ["id", "n"]) { writer in
      for (index, number) in Self.numbers.enumerated() {
        try writer.int32(Int32(index))
        try writer.numeric(scaled: number.scaled, decimals: number.decimals)
      }
    }
    let texts = try connection.query("select n from t order by id").map { $0[0] }
    #expect(texts == Self.numbers.map { $0.text })
    var read: [BinaryNumeric?] = []
    try connection.copyOut("select n from t order by id", columns: [.numeric]) { row in
      read.append(try row.numeric()?.get())
    }
    #expect(read == Self.numbers.map { BinaryNumeric(scaled: $0.scaled, decimals: $0.decimals) })
    // What the server computes with them, not only prints.
    let sum = try connection.query("select sum(n) filter (where id in (3, 6, 10)) from t")[0][0]
    #expect(sum == "123456.738999999")
  }

  @Test(arguments: [
    ("'NaN'::numeric", BinaryNumeric.Failure.notANumber), ("'Infinity'::numeric", .infinite),
    ("'-Infinity'::numeric", .infinite), ("1e19::numeric", .tooLong), ("9223372036854775808", .tooLong),
    ("0.0000000000000000001", .tooLong), ("1e100::numeric", .tooLong), ("92233720368547758.070", .tooLong),
    ("9.223372036854775808", .tooLong), ("-9.223372036854775809", .tooLong),
    ("922337203685477.58081", .tooLong),
  ])
  func saysWhyThereIsNoNumber(sql: String, failure: BinaryNumeric.Failure) throws {
    let connection = try Connection(TestServer.connectionString())
    try connection.copyOut("select \(sql)", columns: [.numeric]) { row in
      #expect(throws: failure) { try row.numeric()?.get() }
    }
  }

  /// 0.0123 that claims to have two decimals: no server sends it, and nothing of it is dropped.
  @Test func digitsBeyondTheDecimalsAreRefused() {
    let bytes: [UInt8] = [0, 1, 0xFF, 0xFF, 0, 0, 0, 2, 0, 123]
    #expect(throws: BinaryNumeric.Failure.malformed) { try BinaryNumeric(bytes.span.bytes) }
  }

  @Test func theNearestDouble() {
    #expect(BinaryNumeric(scaled: -12_345, decimals: 2).doubleValue == -123.45)
    #expect(BinaryNumeric(scaled: 519_730_117, decimals: 2).doubleValue == 5_197_301.17)
  }

  @Test func canonicalDropsZerosOnly() {
    #expect(BinaryNumeric(scaled: 1_500, decimals: 3).canonical == BinaryNumeric(scaled: 15, decimals: 1))
    #expect(BinaryNumeric(scaled: 1_500, decimals: 0).canonical == BinaryNumeric(scaled: 1_500, decimals: 0))
    #expect(BinaryNumeric(scaled: 0, decimals: 4).canonical == BinaryNumeric(scaled: 0, decimals: 0))
  }
}
