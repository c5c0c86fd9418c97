import Digests
import Domains
import Forecasting
import Postgres
import TestSupport
import Testing
import Warehouse

/// Every test makes its dataset by SQL in a database of its own, as dbt would.
@Suite struct PanelReaderTests {
  let database: TestDatabase
  var connection: Connection { database.connection }

  static let sales = Domain(
    name: "sales", label: "Sales", dataset: "ml_train_sales_monthly", keys: ["region", "country"], unit: "USD",
    decimals: 2, kind: .flow, preference: .higher, levels: [])

  init() throws {
    database = try TestDatabase()
    try connection.execute(
      """
      create schema ml;
      create table ml.ml_train_sales_monthly (
        month date, region text, country varchar(2000), sales numeric, units bigint, source_rows int, remark text);
      create table ml.ml_train_period (domain text, source text, month date, is_complete boolean, reason text);
      insert into ml.ml_train_period
      select 'sales', source, month::date, month < '2013-12-01' or source = 'internet', 'of ' || source
      from generate_series(timestamp '2013-06-01', '2013-12-01', '1 month') as month
      cross join unnest(array['internet', 'reseller']) as source;
      """)
  }

  let asOf = Month(year: 2013, month: 11)

  func fill(_ rows: String) throws {
    try connection.execute(
      "insert into ml.ml_train_sales_monthly (month, region, country, sales, units) values \(rows)")
  }

  func read(_ month: Month? = nil) throws -> Dataset {
    try PanelReader(connection, domain: Self.sales).read(asOf: month ?? asOf)
  }

  func failure(_ month: Month? = nil) -> DatasetError? {
    do {
      _ = try read(month)
      return nil
    } catch {
      return error as? DatasetError
    }
  }

  static let twoSeries = """
    ('2013-10-01', 'Z', 'b', 10.50, 1), ('2013-12-01', 'A', 'c', 99, 9), ('2013-11-01', 'Z', 'b', -0.25, 2),
    ('2013-11-01', 'A', 'c', 7.10, 3)
    """

  @Test func seriesRunByKeyFromTheirFirstMonthToTheAsOfMonth() throws {
    try fill(Self.twoSeries)
    let dataset = try read()
    #expect(dataset.keys == [SeriesKey(["A", "c"]), SeriesKey(["Z", "b"])])
    #expect(dataset.panel.asOf == asOf)
    #expect(dataset.panel.offsets == [0, 1, 3])
    #expect(dataset.panel.values == [7.1, 10.5, -0.25])
    #expect(dataset.panel.firstMonths == [asOf, asOf - 1])
    #expect(dataset.rowCount == 3)
  }

  @Test func completeMonthsNeedEverySource() throws {
    let months = try PanelReader(connection, domain: Self.sales).completeMonths()
    #expect(months.map(\.description) == ["2013-06", "2013-07", "2013-08", "2013-09", "2013-10", "2013-11"])
  }

  /// The server's own order by UTF-8 bytes is the reference, and keys come back byte for byte.
  @Test func keysMayBeAnyText() throws {
    let keys = [
      "it's", "a \"b\"", "line\nbreak", "مرحبا", "e\u{301}", "é", "z", "Z", "", " ", "\u{FFFF}", "😀", "NULL",
      "\\N", "a,b",
      String(repeating: "ключ ", count: 200),
    ]
    for (index, key) in keys.enumerated() {
      try connection.query(
        "insert into ml.ml_train_sales_monthly (month, region, country, sales) values ('2013-11-01', $1, $2, $3)",
        [key, String(key.reversed()), String(index)])
    }
    let dataset = try read()
    let rows = try connection.query(
      "select region, country, sales from ml.ml_train_sales_monthly order by region collate \"C\", country collate \"C\""
    )
    #expect(dataset.keys == rows.map { SeriesKey([$0["region"] ?? "", $0["country"] ?? ""]) })
    #expect(dataset.panel.values == rows.compactMap { $0["sales"].flatMap(Double.init) })
    #expect(dataset.keys.count == keys.count)
  }

  @Test func thousandsOfSeriesAreToldApart() throws {
    try connection.execute(
      """
      insert into ml.ml_train_sales_monthly (month, region, country, sales)
      select month::date, 'region ' || series % 7, 'country ' || series, series * 100 + extract(month from month)
      from generate_series(1, 3000) as series
      cross join generate_series(timestamp '2013-06-01', '2013-11-01', '1 month') as month
      order by md5(series || month::text)
      """)
    let dataset = try read()
    #expect(dataset.keys.count == 3_000)
    for (index, key) in dataset.keys.enumerated() {
      let number = try #require(Int(key.values[1].dropFirst("country ".count)))
      #expect(key.values[0] == "region \(number % 7)")
      #expect(Array(dataset.panel[index].values) == (6...11).map { Double(number * 100 + $0) })
    }
  }

  // MARK: - Digest

  /// Field by field as documented, written out by hand.
  @Test func theDigestIsTheDocumentedBytes() throws {
    try fill(Self.twoSeries)
    let hash = SHA256()
    for field in [
      "month", "region", "country", "sales", "source_rows", "units", "2013-11-01", "A", "c", "7.1", "NULL", "3",
      "2013-10-01", "Z",
      "b", "10.5", "NULL", "1", "2013-11-01", "Z", "b", "-0.25", "NULL", "2",
    ] { hash.updateField(field) }
    #expect(try read().digest == hash.finishHex())
  }

  /// The server computes the same from its own text of the numbers.
  @Test func theDigestsNumbersAreTheServersText() throws {
    try fill(
      """
      ('2013-07-01', 'A', 'c', 0.00, 0), ('2013-08-01', 'A', 'c', -0.05, 1), ('2013-09-01', 'A', 'c', 1200.00, 100),
      ('2013-10-01', 'A', 'c', 9999999999999999.99, 5), ('2013-11-01', 'A', 'c', -123456789.10, 7)
      """)
    let ofServer = try connection.query(
      """
      with names as (
        select 0 as number, place, field
        from unnest(array['month', 'region', 'country', 'sales', 'source_rows', 'units'])
          with ordinality as name (field, place)
      ),
      dataset as (
        select
          row_number() over (order by region collate "C", country collate "C", month) as number,
          array[to_char(month, 'YYYY-MM-DD'), region, country, trim_scale(sales)::text, 'NULL', units::text] as fields
        from ml.ml_train_sales_monthly
      ),
      fields as (
        select * from names
        union all
        select number, place, field from dataset cross join unnest(fields) with ordinality as value (field, place)
      )
      select encode(sha256(string_agg(
        int8send(octet_length(field)) || convert_to(field, 'UTF8'), '' order by number, place)), 'hex')
      from fields
      """)
    #expect(try read().digest == ofServer[0][0])
  }

  @Test func theDigestDoesNotDependOnTheOrderOfTheTableOrOnLaterRows() throws {
    try fill(Self.twoSeries)
    let before = try read()
    try connection.execute(
      """
      create table again as select * from ml.ml_train_sales_monthly order by month, region;
      truncate ml.ml_train_sales_monthly;
      insert into ml.ml_train_sales_monthly select * from again order by region desc, sales desc;
      update ml.ml_train_sales_monthly set sales = sales::numeric(18, 6), remark = 'other';
      insert into ml.ml_train_sales_monthly (month, region, country, sales) values ('2014-01-01', 'New', 'd', 5);
      update ml.ml_train_period set is_complete = true;
      insert into ml.ml_train_period values ('sales', 'internet', '2014-01-01', true, '');
      """)
    let after = try read()
    #expect(after.digest == before.digest)
    #expect(after.panel == before.panel)
    #expect(after.keys == before.keys)
  }

  @Test(arguments: [
    "sales = sales + 0.01", "units = units + 1", "region = region || ' '", "source_rows = 0",
    "country = 'q'",
  ])
  func theDigestChangesWithTheRows(change: String) throws {
    try fill(Self.twoSeries)
    let before = try read().digest
    try connection.execute(
      "update ml.ml_train_sales_monthly set \(change) where region = 'A' and month = '2013-11-01'")
    #expect(try read().digest != before)
  }

  // MARK: - Refused

  @Test func aMissingTableIsNamed() throws {
    try connection.execute("drop table ml.ml_train_period")
    try fill(Self.twoSeries)
    #expect(failure()?.table == "ml.ml_train_period")
    try connection.execute("drop schema ml cascade")
    let error = try #require(failure())
    #expect(error.problem == .missingTable)
    #expect(error.table == "ml.ml_train_sales_monthly")
    #expect(error.message.contains("forecastpack build"))
  }

  @Test(arguments: ["month", "region", "country", "sales"])
  func aMissingColumnIsNamed(column: String) throws {
    try fill(Self.twoSeries)
    try connection.execute("alter table ml.ml_train_sales_monthly drop column \(column)")
    let error = try #require(failure())
    #expect(error.problem == .missingColumn)
    #expect(error.column == column)
    #expect(error.table == "ml.ml_train_sales_monthly")
  }

  @Test(arguments: ["domain", "source", "month", "is_complete", "reason"])
  func aMissingColumnOfThePeriodsIsNamed(column: String) throws {
    try fill(Self.twoSeries)
    try connection.execute("alter table ml.ml_train_period drop column \(column)")
    let error = try #require(failure())
    #expect(error.problem == .missingColumn)
    #expect(error.column == column)
    #expect(error.table == "ml.ml_train_period")
  }

  @Test(arguments: [
    ("month", "timestamp", "timestamp without time zone"), ("region", "jsonb using to_jsonb(region)", "jsonb"),
    ("sales", "float8", "double precision"), ("sales", "text", "text"),
  ])
  func aWrongTypeIsNamed(column: String, type: String, shown: String) throws {
    try fill(Self.twoSeries)
    try connection.execute("alter table ml.ml_train_sales_monthly alter column \(column) type \(type)")
    let error = try #require(failure())
    #expect(error.problem == .wrongType)
    #expect(error.column == column)
    #expect(error.message.contains("is \(shown) and must be"))
  }

  @Test func nothingUpToTheMonthIsNamed() throws {
    #expect(failure()?.problem == .empty)
    try fill("('2013-12-01', 'A', 'c', 1, 1)")
    #expect(failure()?.problem == .empty)
    #expect(failure()?.message.contains("2013-11") == true)
  }

  @Test func anAsOfMonthThatIsNotCompleteIsRefusedWithTheReason() throws {
    try fill(Self.twoSeries)
    let error = try #require(failure(asOf + 1))
    #expect(error.problem == .incompleteMonth)
    #expect(error.month == asOf + 1)
    #expect(error.message.contains("reseller: of reseller"))
    #expect(!error.message.contains("internet"))
    #expect(failure(asOf + 30)?.problem == .incompleteMonth)
  }

  @Test func anIncompleteMonthAmongCompleteOnesIsNamed() throws {
    try fill(
      "('2013-09-01', 'A', 'c', 1, 1), ('2013-10-01', 'A', 'c', 1, 1), ('2013-11-01', 'A', 'c', 1, 1)")
    try connection.execute("update ml.ml_train_period set is_complete = false where month = '2013-10-01'")
    let error = try #require(failure())
    #expect(error.problem == .incompleteMonth)
    #expect(error.month == asOf - 1)
  }

  /// Problems of values, each put into one row of a good dataset; it names table, column, series and month.
  @Test(arguments: [
    ("sales = 'NaN'", DatasetError.Problem.notANumber, "sales"), ("sales = 'Infinity'", .infinite, "sales"),
    ("sales = '-Infinity'", .infinite, "sales"), ("sales = null", .nullValue, "sales"),
    ("sales = 0.001", .tooLong, "sales"), ("sales = 10000000000000000", .tooLong, "sales"),
    ("sales = 1e40", .tooLong, "sales"),
  ])
  func aValueThatIsNoAmountIsNamed(change: String, problem: DatasetError.Problem, column: String) throws {
    try fill(Self.twoSeries)
    try connection.execute(
      "update ml.ml_train_sales_monthly set \(change) where region = 'Z' and month = '2013-10-01'")
    let error = try #require(failure())
    #expect(error.problem == problem)
    #expect(error.table == "ml.ml_train_sales_monthly")
    #expect(error.column == column)
    #expect(error.series == SeriesKey(["Z", "b"]))
    #expect(error.month == asOf - 1)
    #expect(error.count == 1)
  }

  @Test func ofManyProblemsTheFirstByKeyAndMonthIsNamedWithTheirCount() throws {
    try fill(Self.twoSeries)
    try connection.execute("update ml.ml_train_sales_monthly set sales = 'NaN'")
    let error = try #require(failure())
    #expect(error.series == SeriesKey(["A", "c"]))
    #expect(error.count == 3)
    #expect(error.description.contains("series \"A\" / \"c\", 2013-11: the value is NaN (3 in all"))
  }

  @Test(arguments: ["'2013-11-02'", "'infinity'", "'-infinity'", "'2013-01-31'", "'0044-03-15 BC'"])
  func aMonthThatIsNoFirstDayIsNamed(month: String) throws {
    try fill(Self.twoSeries)
    try connection.execute("update ml.ml_train_sales_monthly set month = \(month) where region = 'A'")
    let error = try #require(failure())
    #expect(error.problem == .notFirstDay)
    #expect(error.column == "month")
    if month.contains("infinity") { #expect(error.message.hasPrefix("\(month.dropFirst().dropLast()) is not")) }
  }

  @Test func aNullMonthOrKeyIsNamed() throws {
    try fill(Self.twoSeries)
    try connection.execute("update ml.ml_train_sales_monthly set country = null where region = 'A'")
    #expect(failure()?.problem == .nullKey)
    #expect(failure()?.column == "region, country")
    try connection.execute("update ml.ml_train_sales_monthly set month = null where region = 'A'")
    #expect(failure()?.problem == .nullMonth)
  }

  @Test func theNameOfATotalIsNoKey() throws {
    try fill(Self.twoSeries)
    try connection.execute("update ml.ml_train_sales_monthly set country = '(all)' where region = 'Z'")
    let error = try #require(failure())
    #expect(error.problem == .reservedKey)
    #expect(error.series == SeriesKey(["Z", "(all)"]))
  }

  @Test func aDuplicateIsNamed() throws {
    try fill(Self.twoSeries)
    try fill("('2013-11-01', 'Z', 'b', 3, 3), ('2013-11-01', 'Z', 'b', 3, 3)")
    let error = try #require(failure())
    #expect(error.problem == .duplicate)
    #expect(error.series == SeriesKey(["Z", "b"]))
    #expect(error.month == asOf)
  }

  @Test(arguments: ["2013-09-01", "2013-11-01"])
  func aHoleIsNamedInTheMiddleAndAtTheEnd(month: String) throws {
    try fill(
      """
      ('2013-08-01', 'A', 'c', 1, 1), ('2013-09-01', 'A', 'c', 1, 1), ('2013-10-01', 'A', 'c', 1, 1),
      ('2013-11-01', 'A', 'c', 1, 1), ('2013-11-01', 'B', 'c', 1, 1)
      """)
    #expect(failure() == nil)
    try connection.execute("delete from ml.ml_train_sales_monthly where region = 'A' and month = '\(month)'")
    let error = try #require(failure())
    #expect(error.problem == .gap)
    #expect(error.series == SeriesKey(["A", "c"]))
    #expect(error.month?.firstDay == month)
  }

  @Test func integersAreValuesToo() throws {
    try connection.execute("alter table ml.ml_train_sales_monthly alter column sales type bigint")
    try fill("('2013-11-01', 'A', 'c', 12, 1)")
    #expect(try read().panel.values == [12])
  }
}
