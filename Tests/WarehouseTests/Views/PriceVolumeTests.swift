import Domains
import Forecasting
import Testing

@testable import Warehouse

/// Price, volume and mix in the views, worked by hand.
///
/// February 2013 against February 2012 in Europe, units and amount:
/// A 10 for 100 -> 12 for 132, B 5 for 100 -> 8 for 160, C nothing -> 3 for 45, D 2 for 30 -> nothing,
/// E no units for 5 -> 1 for 7; in America F 4 for 10.01 -> 3 for 9. In January A sold 1 for 10 in both years.
@Suite struct PriceVolumeTests {
  private let store: StoreFixture
  private static let sales = StoreFixture.sales
  private static let asOf = Month("2013-02")!
  private static let products = [
    "2012-01-01 EU A 10 1", "2013-01-01 EU A 10 1",
    "2012-02-01 EU A 100 10", "2013-02-01 EU A 132 12",
    "2012-02-01 EU B 100 5", "2013-02-01 EU B 160 8",
    "2013-02-01 EU C 45 3",
    "2012-02-01 EU D 30 2",
    "2012-02-01 EU E 5 0", "2013-02-01 EU E 7 1",
    "2012-02-01 NA F 10.01 4", "2013-02-01 NA F 9 3",
    // Not known yet as of February.
    "2013-03-01 EU A 999 1",
  ]

  init() throws {
    store = try StoreFixture()
    try store.connection.execute(
      """
      create table ml.products (month date, region text, product_code text, product_name text, sales numeric, units int)
      """)
    try fill(Self.products)
  }

  private func fill(_ rows: [String]) throws {
    try store.connection.execute("truncate ml.products")
    for row in rows {
      let parts = row.split(separator: " ").map { $0 == "-" ? nil : String($0) }
      try store.connection.query(
        "insert into ml.products values ($1::text::date, $2, $3::text, 'the ' || $3 || ' of ' || left($1, 4), $4, $5)",
        [parts[0], parts[1], parts[2], parts[3], parts[4]])
    }
  }

  private func run(from first: String = "2012-01", salt: String = "") throws -> VintageRun {
    let france = ["10.00", "235.00"] + Array(repeating: "1.00", count: 10) + ["10.00", "300.00"]
    let germany = Array(repeating: "0.00", count: 13) + ["44.00"]
    let states = ["0.00", "10.01"] + Array(repeating: "2.00", count: 10) + ["0.00", "9.00"]
    let skipped = Month(first)! - Month("2012-01")!
    let computed = try store.compute(
      Self.sales, asOf: "2013-02",
      actuals: StoreFixture.actuals(
        Self.sales, from: first,
        [
          ["EU", "FR"]: Array(france.dropFirst(skipped)), ["EU", "DE"]: Array(germany.dropFirst(skipped)),
          ["NA", "US"]: Array(states.dropFirst(skipped)),
        ]),
      forecasts: [["EU", "FR"]: [125], ["EU", "DE"]: [62], ["NA", "US"]: [18]], salt: salt)
    return VintageRun(
      domain: Self.sales, runID: computed.runID, datasetDigest: computed.datasetDigest,
      actuals: computed.actuals,
      products: "products")
  }

  private func steps() throws -> [String] {
    try store.reader.priceVolume(Self.sales, asOf: Self.asOf).map { row in
      let steps = [
        row.reference, row.volume, row.mix, row.price, row.newProducts, row.discontinued, row.unpriced,
        row.value,
      ]
      #expect(steps[1...6].reduce(row.reference, +) == row.value)
      return
        ([row.level, row.keys.values[0], row.period, row.periodStart.description]
        + steps.map(\.description)).joined(separator: " ")
    }
  }

  /// A: 132 - 12 x 10 = 12 is price. Volume in Europe: (20 - 15) units x 200 / 15 = 66.67, of all: (23 - 19) x
  /// 210.01 / 19 = 44.21; mix is what is left of the 80 that more units of A and B make, in all of 77.50. F: 9 - 3 x
  /// 2.5025 = 1.49 is price, -2.50 the unit less. Year to date A has 11 units for 110, then 13 for 142.
  @Test func theStepsAreThoseWorkedByHand() throws {
    try store.publish("2013-02", [run()])
    #expect(
      try steps() == [
        "first EU month 2013-02 235.00 66.67 13.33 12.00 45.00 -30.00 2.00 344.00",
        "first EU ytd 2013-01 245.00 65.63 14.37 12.00 45.00 -30.00 2.00 354.00",
        "first NA month 2013-02 10.01 -2.50 0.00 1.49 0.00 0.00 0.00 9.00",
        "first NA ytd 2013-01 10.01 -2.50 0.00 1.49 0.00 0.00 0.00 9.00",
        "total (all) month 2013-02 245.01 44.21 33.29 13.49 45.00 -30.00 2.00 353.00",
        "total (all) ytd 2013-01 255.01 44.00 33.50 13.49 45.00 -30.00 2.00 363.00",
      ])
    #expect(
      try store.lines("select distinct expected = actual from ml.checks_sales where position in (97, 98)") == [
        "t"
      ])
  }

  @Test func theProductsThatMovedMostComeFirst() throws {
    try store.publish("2013-02", [run()])
    let rows = try store.reader.productVariances(Self.sales, asOf: Self.asOf, top: 3)
    #expect(
      rows.map { row in
        [
          row.period, row.keys.values[0], row.keys.values[1], row.product, row.productName, row.status.rawValue,
          row.variance.description, row.priceEffect?.description ?? "-", row.unitsEffect?.description ?? "-",
        ].joined(separator: " ")
      } == [
        "month EU (all) B the B of 2013 both 60.00 0.00 60.00",
        "month EU (all) C the C of 2013 new 45.00 - -",
        "month EU (all) A the A of 2013 both 32.00 12.00 20.00",
        "ytd EU (all) B the B of 2013 both 60.00 0.00 60.00",
        "ytd EU (all) C the C of 2013 new 45.00 - -",
        "ytd EU (all) A the A of 2013 both 32.00 12.00 20.00",
      ])
  }

  /// As in comparisons: a period only where all of its months, and those a year before, are there.
  @Test func aPeriodWithoutAYearBeforeHasNoRows() throws {
    try store.publish("2013-02", [run(from: "2012-02")])
    #expect(try Set(steps().map { $0.split(separator: " ")[2] }) == ["month"])
  }

  @Test func productsThatMissTheActualsStopPublishing() throws {
    try fill(Self.products.map { $0.replacing("EU B 160 8", with: "EU B 160.01 8") })
    let error = #expect(throws: StoreError.self) { try store.publish("2013-02", [run()]) }
    guard case .checksFailed(let checks) = error else { return }
    #expect(
      checks.map { "\($0.name): \($0.actual)" }.sorted() == [
        "sales: products meet the actuals at level first, month: 1.00",
        "sales: products meet the actuals at level first, ytd: 1.00",
        "sales: products meet the actuals at level total, month: 1.00",
        "sales: products meet the actuals at level total, ytd: 1.00",
      ])
    #expect(try store.value("select count(*) from ml.product_sales") == "0")
  }

  /// A leaf whose products are missing altogether.
  @Test func aNodeWithoutProductsStopsPublishing() throws {
    try fill(Self.products.filter { !$0.contains("NA") })
    #expect(throws: StoreError.self) { try store.publish("2013-02", [run()]) }
  }

  /// What a run has stays, whatever the table says later, and what is changed by hand is found.
  @Test func whatIsKeptStays() throws {
    let first = try run()
    try store.publish("2013-02", [first])
    let kept = try steps()
    try fill(Self.products.map { $0.replacing("EU A 132 12", with: "EU A 132 11") })
    try store.publish("2013-02", [run(salt: "other")], supersede: "a test")
    #expect(try steps() != kept)
    try store.publish("2013-02", [first], supersede: "back again")
    #expect(try steps() == kept)
    let integrity = RowIntegrity(connection: store.connection, schema: "ml")
    #expect(try integrity.verify([Self.sales]).differences.isEmpty)
    try store.connection.execute(
      "update ml.product_sales set units = 13 where run_id = '\(first.runID)' and period = 'month' and position = 1"
    )
    let differences = try integrity.verify([Self.sales]).differences
    #expect(differences.map(\.relation) == ["product_sales"])
    #expect(differences.map(\.place) == ["month, product 1"])
  }

  @Test(
    arguments: [
      ("2012-02-01 EU A 1 1", DatasetError.Problem.duplicate, "EU / (all) / A"),
      ("- EU G 1 1", .nullMonth, "EU / (all) / G"), ("2012-02-02 EU G 1 1", .notFirstDay, "EU / (all) / G"),
      ("2012-02-01 - G 1 1", .nullKey, "(all) / G"), ("2012-02-01 EU - 1 1", .nullKey, "EU / (all)"),
      ("2012-02-01 (all) G 1 1", .reservedKey, "(all) / (all) / G"),
      ("2012-02-01 EU G - 1", .nullValue, "EU / (all) / G"),
      ("2012-02-01 EU G 1 -", .nullValue, "EU / (all) / G"),
      ("2012-02-01 EU G NaN 1", .notANumber, "EU / (all) / G"),
      ("2012-02-01 EU G 1.001 1", .tooLong, "EU / (all) / G"),
      ("2012-02-01 EU G Infinity 1", .infinite, "EU / (all) / G"),
    ])
  func aRowThatIsNoneIsNamed(row: String, problem: DatasetError.Problem, product: String) throws {
    let parts = row.split(separator: " ").map { $0 == "-" ? nil : String($0) }
    try store.connection.query(
      "insert into ml.products values ($1, $2, $3, 'name', $4, $5)",
      [parts[0], parts[1], parts[2], parts[3], parts[4]])
    let error = #expect(throws: DatasetError.self) { try store.publish("2013-02", [run()]) }
    #expect(error?.problem == problem)
    #expect(error?.table == "ml.products")
    #expect(error?.message.contains("'\(product)'") == true, "\(error?.message ?? "")")
  }

  @Test func aTableThatIsNotThereIsNamed() throws {
    let run = try run()
    let other = VintageRun(
      domain: run.domain, runID: run.runID, datasetDigest: run.datasetDigest, actuals: run.actuals,
      products: "none")
    #expect(throws: DatasetError.self) { try store.publish("2013-02", [other]) }
    try store.connection.execute("alter table ml.products drop column units")
    let error = #expect(throws: DatasetError.self) { try store.publish("2013-02", [run]) }
    #expect(error?.problem == .missingColumn)
    #expect(error?.column == "units")
  }
}
