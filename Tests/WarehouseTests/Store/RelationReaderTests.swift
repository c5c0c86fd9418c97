import Domains
import Forecasting
import Testing

@testable import Warehouse

/// Relations as the workbook holds them whole: columns, comments, rows and controls are the database's own.
@Suite struct RelationReaderTests {
  private static let domain = StoreFixture.domain("sales", keys: ["key"])
  private let store: StoreFixture
  private let reader: RelationReader
  private let february: Month

  /// Two published vintages of two series, whose names sort by bytes and not by letters; a third run not published.
  init() throws {
    store = try StoreFixture([Self.domain])
    reader = RelationReader(connection: store.connection, schema: "ml")
    february = try #require(Month("2013-02"))
    let values = ["1.00", "-2.50", "3.00"]
    for (count, asOf) in ["2013-01", "2013-02", "2013-03"].enumerated() {
      let series = values.prefix(count + 1).map { Optional($0) }
      let actuals = StoreFixture.actuals(Self.domain, from: "2013-01", [["b"]: series, ["Z"]: series])
      let run = try store.compute(
        Self.domain, asOf: asOf, actuals: actuals, forecasts: [["b"]: [1, 2], ["Z"]: [3, 4]])
      if asOf != "2013-03" { try store.publish(asOf, [run]) }
    }
  }

  private func rows(_ name: String, _ months: Relation.Months) throws -> [[Relation.Field]] {
    var rows: [[Relation.Field]] = []
    try reader.read(try #require(try reader.relation(name)), months) { rows.append($0) }
    return rows
  }

  @Test func columnsAndCommentsAreTheDatabases() throws {
    let relation = try #require(try reader.relation("ml_pred_sales_1m"))
    let stored = try store.lines(
      "select attname, format_type(atttypid, atttypmod) from pg_attribute "
        + "where attrelid = 'ml.ml_pred_sales_1m'::regclass and attnum > 0 order by attnum")
    #expect(relation.columns.map { "\($0.name)|\($0.type)" } == stored)
    #expect(relation.meaning.hasPrefix("Forecasts: one row per run"))
    #expect(relation.columns.allSatisfy { !$0.meaning.isEmpty })
    #expect(relation.columns.first { $0.name == "key" }?.meaning.hasPrefix("Key of the series") == true)
    #expect(relation.columns.first { $0.name == "series_id" }?.kind == .text)
    #expect(try reader.relation("no_such_table") == nil)
  }

  @Test func rowsAreSortedByBytesAndOfCurrentRuns() throws {
    let rows = try rows("ml_pred_sales_1m", .all)
    let seen = rows.map { "\($0[1]) \($0[4]) \($0[5])" }
    // 2013-01-01 is day 4749 of the calendar that starts at 2000-01-01, 2013-02-01 day 4780.
    let expected: [[Relation.Field]] = [
      [.day(4749), .text("Z"), .number(Amount(scaled: 300, decimals: 2))],
      [.day(4749), .text("b"), .number(Amount(scaled: 100, decimals: 2))],
      [.day(4780), .text("Z"), .number(Amount(scaled: 300, decimals: 2))],
      [.day(4780), .text("b"), .number(Amount(scaled: 100, decimals: 2))],
    ]
    #expect(seen == expected.map { "\($0[0]) \($0[1]) \($0[2])" })
  }

  @Test func monthsAreLimited() throws {
    #expect(try rows("actual_sales", .all).count == 4)
    #expect(try rows("actual_sales", .upTo(february - 1, column: "month")).count == 2)
    #expect(try rows("ml_pred_sales", .only(february, column: "as_of_month")).count == 24)
  }

  /// -2.50 and 1.00 of two series.
  @Test func controlsAreCountedByTheDatabase() throws {
    let relation = try #require(try reader.relation("actual_sales"))
    let control = try reader.control(relation, .upTo(february, column: "month"))
    #expect(control.rows == 4)
    #expect(control.sums == [Relation.Sum(column: "value", amount: Amount(scaled: -300, decimals: 2))])
    #expect(
      try reader.control(relation, .upTo(february - 9, column: "month")) == Relation.Control(rows: 0, sums: []))
  }
}
