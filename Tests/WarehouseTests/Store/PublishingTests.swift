import Domains
import Forecasting
import Postgres
import Testing

@testable import Warehouse

/// Publishing: what becomes current, which actuals are kept, and what stops it. Expected values are worked by hand.
@Suite struct PublishingTests {
  private static let values: [[String]: [String?]] = [
    ["EU", "FR"]: ["100.00", "110.00"], ["EU", "DE"]: ["50.00", "60.00"],
  ]
  private static let forecasts: [[String]: [Double]] = [["EU", "FR"]: [120.004], ["EU", "DE"]: [70.006]]

  private func first(_ store: StoreFixture) throws -> VintageRun {
    try store.compute(
      StoreFixture.sales, asOf: "2013-02",
      actuals: StoreFixture.actuals(StoreFixture.sales, from: "2013-01", Self.values), forecasts: Self.forecasts
    )
  }

  @Test func aVintageIsPublishedOnceAndAgainChangesNothing() throws {
    let store = try StoreFixture()
    let run = try first(store)
    var rendered = 0
    #expect(try store.publish("2013-02", [run]) { rendered += 1 } == .published)
    #expect(try store.publish("2013-02", [run]) { rendered += 1 } == .unchanged)
    #expect(rendered == 1)
    let runs = try store.reader.runs()
    #expect(runs.map(\.runID) == [run.runID])
    #expect(runs[0].isCurrent && runs[0].isLatest && runs[0].predictionTime == "2014-05-13T16:53:20Z")
  }

  @Test func leavesAreRoundedOnceAndUpperRowsAreTheirSums() throws {
    let store = try StoreFixture()
    try store.publish("2013-02", [first(store)])
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

  @Test func everyCheckOfASoundVintagePasses() throws {
    let store = try StoreFixture()
    try store.publish("2013-02", [first(store)])
    let checks = try store.reader.checks(StoreFixture.sales, asOf: Month("2013-02")!)
    #expect(checks.count >= 10)
    #expect(checks.filter { !$0.passed } == [])
  }
}
