import Domains
import Forecasting
import Postgres
import Testing

@testable import Warehouse

/// Publishing: what becomes current, and what stops it. Expected values are worked by hand.
@Suite struct PublishingTests {
  private static let domain = StoreFixture.sales
  private static let forecasts: [[String]: [Double]] = [["EU", "FR"]: [120.004], ["EU", "DE"]: [70.006]]

  private static func actuals(_ value: String = "110.00") -> [ActualRow] {
    StoreFixture.actuals(
      domain, from: "2013-01", [["EU", "FR"]: ["100.00", value], ["EU", "DE"]: ["50.00", "60.00"]])
  }

  private let store: StoreFixture

  init() throws { store = try StoreFixture() }

  private func february(_ value: String = "110.00", now: Int64 = 1_400_000_000) throws -> VintageRun {
    try store.compute(
      Self.domain, asOf: "2013-02", actuals: Self.actuals(value), forecasts: Self.forecasts, now: now)
  }

  /// Every table and view that readers see, as text.
  private func contents() throws -> [String] {
    try [
      "ml_pred_sales", "ml_pred_sales_rollup", "actual_sales", "actual_sales_history", "forecast_run",
      "trend_sales",
      "kpi_monthly_sales", "forecast_accuracy_sales", "checks_sales",
    ].flatMap { name in
      try store.lines("select '\(name)', shown::text from ml.\(name) shown order by shown::text collate \"C\"")
    }
  }

  @Test func aVintageIsPublishedOnceAndAgainChangesNothing() throws {
    let run = try february()
    var rendered = 0
    #expect(try store.publish("2013-02", [run]) { rendered += 1 } == .published)
    let before = try contents()
    let again = try february(now: 1_500_000_000)
    #expect(again.runID == run.runID)
    #expect(try store.publish("2013-02", [again], now: 1_500_000_000) { rendered += 1 } == .unchanged)
    #expect(rendered == 1)
    #expect(try contents() == before)
    let runs = try store.reader.runs()
    #expect(runs.map(\.runID) == [run.runID])
    #expect(runs[0].isCurrent && runs[0].isLatest && runs[0].predictionTime == "2014-05-13T16:53:20Z")
  }

  @Test func leavesAreRoundedOnceAndUpperRowsAreTheirSums() throws {
    try store.publish("2013-02", [february()])
    #expect(
      try store.lines(
        "select level, region, country, predicted_value, lower_80, upper_95, base_value, difference "
          + "from ml.ml_pred_sales_rollup where horizon = 3 order by level")
        == [
          "first|EU|(all)|190.01|180.01|210.01|190.01|0.00",
          "total|(all)|(all)|190.01|180.01|210.01|190.01|0.00",
        ])
    #expect(
      try store.lines(
        "select month, country, predicted_value, lower_95 from ml.ml_pred_sales_1m order by country")
        == ["2013-03-01|DE|70.01|50.01", "2013-03-01|FR|120.00|100.00"])
  }

  @Test func predictionTimeSurvivesAKill() throws {
    let identity = try RunIdentity(
      domain: Self.domain, asOf: #require(Month("2013-02")), datasetDigest: "d", settings: EngineSettings())
    let total = Amount(scaled: 0, decimals: 2)
    let first = try store.ledger.begin(
      identity, horizons: 12, datasetRows: 0, datasetTotal: total, now: 1_400_000_000)
    let second = try store.ledger.begin(
      identity, horizons: 12, datasetRows: 0, datasetTotal: total, now: 1_500_000_000)
    #expect(first == second && second.status == .started && second.predictionTime == 1_400_000_000)
  }

  @Test func everyCheckOfASoundVintagePasses() throws {
    try store.publish("2013-02", [february()])
    let checks = try store.reader.checks(Self.domain, asOf: #require(Month("2013-02")))
    #expect(checks.count >= 10)
    #expect(checks.filter { !$0.passed } == [])
  }

  @Test(arguments: [
    "update ml.ml_pred_sales_rollup set predicted_value = predicted_value + 0.01, upper_80 = upper_80 + 1, "
      + "upper_95 = upper_95 + 2 where level = 'first' and horizon = 12",
    "delete from ml.ml_pred_sales_rollup where level = 'total' and horizon = 1",
    "delete from ml.ml_pred_sales_7m",
    "update ml.forecast_runs set dataset_total = dataset_total + 0.01",
    "update ml.forecast_runs set dataset_rows = dataset_rows + 1",
  ])
  func whatDoesNotTieOutStopsPublishing(damage: String) throws {
    let run = try february()
    try store.connection.execute(damage)
    let error = #expect(throws: StoreError.self) { try store.publish("2013-02", [run]) }
    guard case .checksFailed(let checks) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(checks.allSatisfy { !$0.passed } && !checks.isEmpty)
    #expect(try store.reader.runs() == [])
    #expect(try store.value("select count(*) from ml.actual_sales") == "0")
  }

  @Test func aRenderingThatFailsPublishesNothing() throws {
    struct DiskFull: Error {}
    let run = try february()
    #expect(throws: DiskFull.self) { try store.publish("2013-02", [run]) { throw DiskFull() } }
    #expect(try store.reader.runs() == [])
    #expect(try store.publish("2013-02", [run]) == .published)
  }

  @Test func renderingSeesTheVintageBeforeOthersDo() throws {
    let other = try Connection(store.database.connectionString)
    var seen: [String?] = []
    try store.publish("2013-02", [february()]) {
      for connection in [store.connection, other] {
        seen.append(try connection.query("select count(*) from ml.forecast_run")[0][0])
      }
    }
    #expect(seen == ["1", "0"])
  }

  @Test func replacingAPublishedRunNeedsAReason() throws {
    let first = try february()
    try store.publish("2013-02", [first])
    let second = try february("115.00")
    #expect(throws: StoreError.alreadyPublished(domain: "sales", asOf: Month("2013-02")!, runID: first.runID)) {
      try store.publish("2013-02", [second])
    }
    #expect(try store.publish("2013-02", [second], supersede: "late invoices") == .published)
    let runs = try store.reader.runs().sorted { !$0.isCurrent && $1.isCurrent }
    #expect(runs.map(\.status) == ["superseded", "published"])
    #expect(runs[1].supersedes == first.runID && runs[1].reason == "late invoices")
    #expect(
      try store.value("select value from ml.actual_sales where country = 'FR' and month = '2013-02-01'")
        == "115.00")
    #expect(try store.value("select count(distinct run_id) from ml.trend_sales") == "1")
  }

  @Test func aDatasetThatChangedSinceIsRefused() throws {
    let run = try february()
    let changed = VintageRun(
      domain: run.domain, runID: run.runID, datasetDigest: "other", actuals: run.actuals)
    #expect(throws: StoreError.datasetChanged(domain: "sales", asOf: Month("2013-02")!, runID: run.runID)) {
      try store.publish("2013-02", [changed])
    }
  }

  @Test func aRunThatWasNotComputedIsRefused() throws {
    let run = VintageRun(domain: Self.domain, runID: "none", datasetDigest: "", actuals: [])
    #expect(throws: StoreError.unknownRun(domain: "sales", runID: "none")) {
      try store.publish("2013-02", [run])
    }
  }

  @Test func allDomainsArePublishedOrNone() throws {
    let other = StoreFixture.domain("other", keys: ["key"])
    try store.install([Self.domain, other])
    let good = try february()
    let bad = VintageRun(domain: other, runID: "none", datasetDigest: "", actuals: [])
    #expect(throws: StoreError.self) { try store.publish("2013-02", [good, bad]) }
    #expect(try store.reader.runs() == [])
  }

  @Test func whatCannotBeStoredIsNamedWithSeriesAndHorizon() throws {
    for value in [Double.nan, .infinity, 1e17] {
      let error = #expect(throws: StoreError.self) {
        try store.compute(
          Self.domain, asOf: "2013-02", actuals: Self.actuals(), forecasts: [["EU", "FR"]: [1, 2, value]],
          salt: "\(value)")
      }
      #expect(error?.description.contains("EU / FR, horizon 3: the forecast is \(value)") == true)
    }
    #expect(try store.value("select count(*) from ml.ml_pred_sales") == "0")
  }

  @Test func allIsNoKey() throws {
    #expect(throws: StoreError.reservedKey(domain: "sales", series: SeriesKey(["EU", "(all)"]))) {
      try store.compute(Self.domain, asOf: "2013-02", actuals: [], forecasts: [["EU", "(all)"]: [1]])
    }
  }

  @Test func liveIsWhatWasForecastBeforeTheMonthClosed() {
    let asOf = Month(year: 2013, month: 12)
    // 2014-02-01 00:00 UTC is 1391212800.
    #expect(RunOrigin(asOf: asOf, predictionTime: 1_391_212_799) == .live)
    // A clock that stands before the month had ended proves nothing.
    #expect(RunOrigin(asOf: asOf, predictionTime: 0) == .backfilled)
    #expect(RunOrigin(asOf: asOf, predictionTime: 1_391_212_800) == .backfilled)
  }
}
