import Domains
import Forecasting
import Foundation
import Testing

@testable import Warehouse

/// Accuracy takes the run of a vintage that was current when the target month closed. One series; errors by hand.
@Suite struct SupersededAccuracyTests {
  private static let domain = StoreFixture.sales
  private static let keys = ["EU", "FR"]
  private let store: StoreFixture

  init() throws { store = try StoreFixture(windows: [0]) }

  private static func day(_ text: String) throws -> Int64 {
    Int64(try Date("\(text)T12:00:00Z", strategy: .iso8601).timeIntervalSince1970)
  }

  /// Actuals from January 2013 on: 100, 110, 120, …
  private func run(_ asOf: String, _ forecasts: [Double], on day: String) throws -> VintageRun {
    let count = Month(asOf)! - Month("2013-01")! + 1
    let values = (0..<count).map { "\(100 + 10 * $0).00" }
    return try store.compute(
      Self.domain, asOf: asOf, actuals: StoreFixture.actuals(Self.domain, from: "2013-01", [Self.keys: values]),
      forecasts: [Self.keys: forecasts], now: Self.day(day), salt: "\(forecasts)")
  }

  private func publish(_ asOf: String, _ run: VintageRun, on day: String, _ supersede: String? = nil) throws {
    try store.publish(asOf, [run], supersede: supersede, now: Self.day(day))
  }

  /// `horizon|origin|pairs|sum of errors` of the published forecasts, as the vintage of March sees them.
  private func errors() throws -> [String] {
    try store.lines(
      "select horizon, origin, pairs, sum_error from ml.forecast_accuracy_sales where as_of_month = '2013-03-01' "
        + "and level = 'leaf' and method = 'final' and origin <> 'backtest' order by horizon, origin")
  }

  @Test func theForecastIsTheOneThatWasCurrentAtTheMonthsClose() throws {
    let first = try run("2013-01", [105, 115], on: "2013-02-10")
    try publish("2013-01", first, on: "2013-02-10")
    // February has closed, March has not.
    try publish("2013-01", run("2013-01", [108, 118], on: "2013-03-15"), on: "2013-03-15", "late invoices")
    try publish("2013-02", run("2013-02", [127], on: "2013-03-05"), on: "2013-03-16")
    try publish("2013-03", run("2013-03", [130], on: "2013-04-05"), on: "2013-04-05")
    // h = 1: 110 - 105 of the first run, 120 - 127; h = 2: 120 - 118 of the second, which was made in March.
    let expected = ["1|live|2|-2.00", "2|backfilled|1|2.00"]
    #expect(try errors() == expected)

    // After April began it changes nothing of what was said by then, for any number of times.
    try publish("2013-01", run("2013-01", [110, 120], on: "2013-05-01"), on: "2013-05-01", "hindsight")
    #expect(try errors() == expected)
    try publish("2013-01", first, on: "2013-05-02", "back to what was said")
    #expect(try errors() == expected)
    #expect(
      try store.lines(
        "select position, published_at at time zone 'UTC', superseded_at at time zone 'UTC' "
          + "from ml.forecast_publications where as_of_month = '2013-01-01' order by position")
        == [
          "1|2013-02-10 12:00:00|2013-03-15 12:00:00", "2|2013-03-15 12:00:00|2013-05-01 12:00:00",
          "3|2013-05-01 12:00:00|2013-05-02 12:00:00", "4|2013-05-02 12:00:00|",
        ])
  }

  @Test func aVintagePublishedLaterIsItsCurrentRun() throws {
    try publish("2013-01", run("2013-01", [105, 115], on: "2014-01-01"), on: "2014-01-01")
    try publish("2013-03", run("2013-03", [130], on: "2014-01-02"), on: "2014-01-02")
    #expect(try errors() == ["1|backfilled|1|5.00", "2|backfilled|1|5.00"])
    try publish("2013-01", run("2013-01", [108, 118], on: "2014-01-03"), on: "2014-01-03", "mended")
    #expect(try errors() == ["1|backfilled|1|2.00", "2|backfilled|1|2.00"])
  }

  /// A database from before publications were kept: the migration tells them from the ledger.
  @Test func theLedgerOfBeforeBecomesPublications() throws {
    try publish("2013-01", run("2013-01", [105, 115], on: "2013-02-10"), on: "2013-02-10")
    try publish("2013-01", run("2013-01", [108, 118], on: "2013-03-15"), on: "2013-03-15", "late invoices")
    let kept = try store.lines("select * from ml.forecast_publications order by position")
    #expect(kept.count == 2)
    try store.connection.execute("drop table ml.forecast_publications")
    let migration = try SQLFile.all(in: StoreFixture.sql.appendingPathComponent("migrations")).first {
      $0.name == "0015_publications"
    }
    try store.connection.execute(SQLTemplate(text: #require(migration).text).filled(["schema": "ml"]))
    #expect(try store.lines("select * from ml.forecast_publications order by position") == kept)
  }
}
