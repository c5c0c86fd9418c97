import Domains
import Forecasting
import Testing

@testable import Warehouse

/// A plan in the views, worked by hand.
///
/// France sold 110 and 130 in January and February 2013, Germany 50 and 60, the United States 10 and 20. The plan is
/// for Europe: France 115 a month for the year, Germany 55 from February on.
@Suite struct PlanTests {
  private let store: StoreFixture
  private let plans: PlanStore
  private static let sales = StoreFixture.sales
  private static let europe = SeriesKey(["EU", "(all)"])
  private static let known: Set = [
    SeriesKey(["EU", "FR"]), SeriesKey(["EU", "DE"]), SeriesKey(["NA", "US"]),
  ]

  init() throws {
    store = try StoreFixture()
    plans = PlanStore(connection: store.connection, schema: StoreFixture.schema)
    #expect(try plans.load(Self.plan(), from: .file, now: 1_400_000_000))
    try publish("2013-01", ["110.00"], ["50.00"], ["10.00"])
  }

  private static func plan(_ version: String = "2013", france: String = "115", from: String = "2013-01") throws
    -> Plan
  {
    let first = Month(from)!
    let months = (0..<12).map { first + $0 }.filter { $0.year == 2013 }
    let rows =
      months.map {
        Plan.Row(month: $0, keys: SeriesKey(["EU", "FR"]), plan: Amount(france, decimals: 2)!)
      }
      + months.dropFirst().map {
        Plan.Row(month: $0, keys: SeriesKey(["EU", "DE"]), plan: Amount("55", decimals: 2)!)
      }
    return try Plan(domain: sales, version: version, scope: europe, rows: rows, known: known)
  }

  private func publish(_ asOf: String, _ france: [String], _ germany: [String], _ states: [String]) throws {
    try store.publish(
      asOf,
      [
        store.compute(
          Self.sales, asOf: asOf,
          actuals: StoreFixture.actuals(
            Self.sales, from: "2013-01",
            [["EU", "FR"]: france, ["EU", "DE"]: germany, ["NA", "US"]: states]),
          forecasts: [["EU", "FR"]: [125], ["EU", "DE"]: [62], ["NA", "US"]: [18]])
      ])
  }

  private func february() throws {
    try publish("2013-02", ["110.00", "130.00"], ["50.00", "60.00"], ["10.00", "20.00"])
  }

  /// `value reference variance status scope` of one figure.
  private func figure(_ keys: [String], _ period: String, _ comparison: String, asOf: String = "2013-02") throws
    -> String
  {
    let rows = try store.reader.kpis(Self.sales, asOf: Month(asOf)!).filter {
      $0.keys.values == keys && $0.period == period && $0.comparison == comparison
    }
    try #require(rows.count == 1)
    let row = rows[0]
    return [row.value, row.reference, row.variance].map { $0?.description ?? "-" }.joined(separator: " ")
      + " \(row.percentStatus) \(row.scope ?? "-")"
  }

  @Test(arguments: [
    // Within Europe alone: 130 + 60 against 115 + 55.
    (["(all)", "(all)"], "month", "ac_pl", "190.00 170.00 20.00 ok EU"),
    (["EU", "(all)"], "month", "ac_pl", "190.00 170.00 20.00 ok EU"),
    (["EU", "FR"], "month", "ac_pl", "130.00 115.00 15.00 ok EU"),
    (["NA", "US"], "month", "ac_pl", "- - - out_of_scope EU"),
    (["NA", "(all)"], "ytd", "ac_pl", "- - - out_of_scope EU"),
    // 110 + 130 + 50 + 60 against 2 x 115 + 55.
    (["(all)", "(all)"], "ytd", "ac_pl", "350.00 285.00 65.00 ok EU"),
    (["EU", "DE"], "ytd", "ac_pl", "110.00 55.00 55.00 ok EU"),
    // 350 + 10 x (125 + 62) against 12 x 115 + 11 x 55.
    (["(all)", "(all)"], "fy", "outlook_pl", "2220.00 1985.00 235.00 ok EU"),
    (["(all)", "(all)"], "next_month", "outlook_pl", "187.00 170.00 17.00 ok EU"),
    // 2014 is not planned: everything, and nothing to compare it with.
    (["(all)", "(all)"], "next12", "outlook_pl", "2460.00 - - no_reference -"),
    // Other comparisons stay those of everything.
    (["(all)", "(all)"], "month", "ac_fc", "210.00 205.00 5.00 ok -"),
  ])
  func comparisonsStayWithinTheScope(keys: [String], period: String, comparison: String, expected: String)
    throws
  {
    try february()
    #expect(try figure(keys, period, comparison) == expected)
  }

  @Test func aSeriesWithoutAPlanCountsAsAVariance() throws {
    #expect(try figure(["EU", "DE"], "month", "ac_pl", asOf: "2013-01") == "50.00 - 50.00 not_planned EU")
    #expect(try figure(["(all)", "(all)"], "month", "ac_pl", asOf: "2013-01") == "160.00 115.00 45.00 ok EU")
  }

  @Test func theTrendHasThePlanWhereItsScopeIs() throws {
    try february()
    let asOf = Month("2013-02")!
    let leaves = [["EU", "DE"], ["EU", "FR"], ["NA", "US"]].map { SeriesKey($0) }
    let trend =
      try store.reader.trend(Self.sales, asOf: asOf)
      + store.reader.trend(Self.sales, asOf: asOf, leaves: leaves)
    func plan(_ keys: [String], _ month: String) -> String {
      let row = trend.first { $0.keys.values == keys && $0.month == Month(month)! }
      return "\(row?.plan?.description ?? "-") \(row?.planVersion ?? "-") \(row?.planScope ?? "-")"
    }
    #expect(plan(["EU", "FR"], "2013-01") == "115.00 2013 EU")
    #expect(plan(["EU", "DE"], "2013-01") == "- 2013 EU")
    #expect(plan(["EU", "(all)"], "2013-03") == "170.00 2013 EU")
    #expect(plan(["NA", "US"], "2013-03") == "- - -")
    #expect(plan(["(all)", "(all)"], "2013-03") == "- - -")
    #expect(plan(["EU", "FR"], "2014-01") == "- - -")
  }

  @Test func aPlannedSeriesWithoutFiguresIsARowOfItsOwn() throws {
    let rows = [
      Plan.Row(month: Month("2013-02")!, keys: SeriesKey(["NA", "CA"]), plan: Amount("7", decimals: 2)!)
    ]
    let known = Self.known.union([SeriesKey(["NA", "CA"])])
    _ = try plans.load(
      Plan(domain: Self.sales, version: "Canada", scope: SeriesKey(["NA", "(all)"]), rows: rows, known: known),
      from: .file, now: 0)
    try february()
    #expect(
      try store.lines(
        "select match, country, plan, plan_version from ml.actual_vs_forecast_sales "
          + "where as_of_month = '2013-02-01' and country = 'CA'") == ["plan_only|CA|7.00|Canada"])
    // The newest plan of a month is the month's plan: 20 of the United States against 7 of Canada.
    #expect(try figure(["(all)", "(all)"], "month", "ac_pl") == "20.00 7.00 13.00 ok NA")
    // Months of two scopes are added each within its own.
    #expect(try figure(["(all)", "(all)"], "ytd", "ac_pl") == "180.00 122.00 58.00 ok EU; NA")
  }

  @Test func aPublishedVintageKeepsItsPlan() throws {
    let before = try figure(["EU", "FR"], "month", "ac_pl", asOf: "2013-01")
    #expect(before == "110.00 115.00 -5.00 ok EU")
    #expect(try plans.load(Self.plan(france: "200"), from: .file, now: 0))
    #expect(try figure(["EU", "FR"], "month", "ac_pl", asOf: "2013-01") == before)
    let attached =
      "select plan, plan_version, plan_scope from ml.vintage_plan_sales "
      + "where as_of_month = '2013-01-01' and month = '2013-01-01' and country = 'FR'"
    #expect(try store.lines(attached) == ["115.00|2013|EU"])
    try february()
    #expect(try figure(["EU", "FR"], "month", "ac_pl") == "130.00 200.00 -70.00 ok EU")
    try plans.attach(Self.sales, runID: store.reader.runs().first { $0.asOfMonth == Month("2013-01")! }!.runID)
    #expect(try figure(["EU", "FR"], "month", "ac_pl", asOf: "2013-01") == "110.00 200.00 -90.00 ok EU")
    #expect(try store.lines(attached) == ["200.00|2013|EU"])
  }

  @Test func theSamePlanAgainIsNoLoad() throws {
    #expect(try !plans.load(Self.plan(), from: .file, now: 5))
    #expect(try store.value("select count(*) from ml.plan_loads") == "1")
  }

  @Test func aPlanIsNotSeenBeforeItIsKnown() throws {
    _ = try plans.load(Self.plan("second half", france: "300", from: "2013-07"), from: .file, now: 0)
    try february()
    // As of February the second half's plan is not known yet.
    #expect(try figure(["(all)", "(all)"], "fy", "outlook_pl") == "2220.00 1985.00 235.00 ok EU")
  }

  @Test func aFileGoesBeforeADatasetWhateverIsNewer() throws {
    _ = try plans.load(Self.plan("of dbt", france: "1"), from: .dataset, now: 0)
    try february()
    #expect(try figure(["EU", "FR"], "month", "ac_pl") == "130.00 115.00 15.00 ok EU")
  }

  @Test func withoutAPlanNothingIsCompared() throws {
    let store = try StoreFixture()
    try store.publish(
      "2013-01",
      [
        store.compute(
          Self.sales, asOf: "2013-01",
          actuals: StoreFixture.actuals(Self.sales, from: "2013-01", [["EU", "FR"]: ["110.00"]]),
          forecasts: [["EU", "FR"]: [125]])
      ])
    #expect(
      try store.lines(
        "select distinct value, reference, pct_status, scope from ml.kpi_monthly_sales where comparison = 'ac_pl'"
      )
        == ["110.00||no_reference|"])
  }

  private func refusal(_ body: () throws -> Plan) -> String {
    do {
      _ = try body()
      return "accepted"
    } catch { return "\(error)" }
  }

  @Test func whatIsNoPlanIsRefused() throws {
    let row = Plan.Row(
      month: Month("2013-01")!, keys: SeriesKey(["EU", "FR"]), plan: Amount("1", decimals: 2)!)
    let mars = Plan.Row(
      month: Month("2013-01")!, keys: SeriesKey(["EU", "Mars"]), plan: Amount("1", decimals: 2)!)
    let states = Plan.Row(
      month: Month("2013-01")!, keys: SeriesKey(["NA", "US"]), plan: Amount("1", decimals: 2)!)
    func plan(_ rows: [Plan.Row], scope: SeriesKey? = Self.europe) throws -> Plan {
      try Plan(domain: Self.sales, version: "v", scope: scope, rows: rows, known: Self.known)
    }
    #expect(
      refusal { try plan([row, mars]) }
        == "plan 'v' of sales, EU / Mars, 2013-01: the domain has no such series")
    #expect(
      refusal { try plan([row, row]) } == "plan 'v' of sales, EU / FR, 2013-01: the month is there twice")
    #expect(
      refusal { try plan([row, states]) }
        == "plan 'v' of sales, NA / US, 2013-01: the series lies outside the plan's scope")
    #expect(refusal { try plan([]) } == "plan 'v' of sales: there is no row")
    #expect(refusal { try plan([row], scope: nil) }.contains("name the scope 'region=EU'"))
    #expect(throws: PlanError.self) { try PlanScope(["planet=Mars"], domain: Self.sales, version: "v") }
    #expect(throws: PlanError.self) {
      try PlanScope(["region=EU", "region=NA"], domain: Self.sales, version: "v")
    }
  }
}
