import Domains
import Forecasting
import Testing

@testable import Warehouse

/// Adjustments of a vintage, worked by hand.
///
/// As of January 2013 the models forecast 120 for France, 40 for Germany and 15 for the United States, each month,
/// and linear regression 7.25 less. February brought 130, 60 and 20. A year before, France sold 100 a month,
/// Germany 30, the United States 10.
@Suite struct AdjustmentTests {
  private let store: StoreFixture
  private let run: LedgerRun
  private static let sales = StoreFixture.sales
  private static let france = SeriesKey(["EU", "FR"])
  private static let germany = SeriesKey(["EU", "DE"])

  init() throws {
    store = try StoreFixture()
    try Self.publish(store, "2013-01", last: ["110.00", "50.00", "15.00"])
    run = try store.ledger.current(domain: "sales", asOf: Month("2013-01")!)!
  }

  private static func publish(_ store: StoreFixture, _ asOf: String, last: [String]..., salt: String = "")
    throws
  {
    func values(_ position: Int, _ before: String) -> [String?] {
      [String?](repeating: before, count: 12) + last.map { $0[position] }
    }
    let run = try store.compute(
      sales, asOf: asOf,
      actuals: StoreFixture.actuals(
        sales, from: "2012-01",
        [
          ["EU", "FR"]: values(0, "100.00"), ["EU", "DE"]: values(1, "30.00"),
          ["NA", "US"]: values(2, "10.00"),
        ]),
      forecasts: [["EU", "FR"]: [120], ["EU", "DE"]: [40], ["NA", "US"]: [15]], salt: salt)
    try store.publish(asOf, [run], supersede: salt.isEmpty ? nil : "restated")
  }

  private func february() throws {
    try Self.publish(store, "2013-02", last: ["110.00", "50.00", "15.00"], ["130.00", "60.00", "20.00"])
  }

  private func adjust(
    _ rows: [(month: String, keys: SeriesKey, amount: String)], digest: Character = "a",
    to other: LedgerRun? = nil,
    now: Int64 = 1_400_000_000
  ) throws {
    let adjustments = rows.enumerated().map { index, row in
      Adjustment(
        month: Month(row.month)!, keys: row.keys, amount: Amount(row.amount, decimals: 2)!, reason: "an order",
        author: "Ann", line: index + 2)
    }
    let run = other ?? self.run
    try store.publisher.amend(asOf: run.asOf, [Self.sales], touchesForecasts: true) {
      try AdjustmentStore(connection: store.connection, schema: StoreFixture.schema).add(
        adjustments, to: run, domain: Self.sales, digest: String(repeating: digest, count: 64), now: now)
    } render: {
    }
  }

  private func refusal(_ body: () throws -> Void) -> String {
    do {
      try body()
      return "accepted"
    } catch { return "\(error)" }
  }

  @Test func modelAdjustmentAndForecastStayApartAtEveryLevel() throws {
    try adjust([("2013-02", Self.germany, "25.00"), ("2013-03", Self.germany, "-5.50")])
    try adjust([("2013-02", Self.germany, "5.00")], digest: "b")
    let lines = try store.lines(
      """
      select level, country, model_forecast, adjustment, forecast, lower_80, upper_80, lower_95, upper_95
      from ml.trend_sales where as_of_month = '2013-01-01' and month = '2013-02-01' order by level, region, country
      """)
    // The fixture's ranges are 10 and 20 around the model's forecast: they move with the adjustment.
    #expect(
      lines == [
        "first|(all)|160.00|30.00|190.00|180.00|200.00|170.00|210.00",
        "first|(all)|15.00||15.00|5.00|25.00|-5.00|35.00",
        "leaf|DE|40.00|30.00|70.00|60.00|80.00|50.00|90.00",
        "leaf|FR|120.00||120.00|110.00|130.00|100.00|140.00",
        "leaf|US|15.00||15.00|5.00|25.00|-5.00|35.00",
        "total|(all)|175.00|30.00|205.00|195.00|215.00|185.00|225.00",
      ])
    // What was predicted is never touched.
    #expect(try store.value("select sum(predicted_value) from ml.ml_pred_sales_1m") == "175.00")
    // Outlook of the year: 175 of January, then 11 x 175 + 30 - 5.50.
    #expect(
      try store.value(
        "select value from ml.kpi_monthly_sales where level = 'total' and period = 'fy' and comparison = 'outlook_py'"
      )
        == "2124.50")
    #expect(
      try store.lines(
        "select month, country, amount, reason, author, file_line from ml.forecast_adjustment_sales order by month, amount"
      )
        == [
          "2013-02-01|DE|5.00|an order|Ann|2", "2013-02-01|DE|25.00|an order|Ann|2",
          "2013-03-01|DE|-5.50|an order|Ann|3",
        ])
  }

  /// Germany: the naive said 30 of 60, the model 40, adjusted 65. The total: 140, 175, 175 and 200 of 210.
  @Test func whatEachStepAddsAddsUp() throws {
    try adjust([("2013-02", Self.germany, "25.00")])
    try february()
    let lines = try store.lines(
      """
      select level, country, step, pairs, changed_pairs, sum_abs_error, value_added
      from ml.forecast_value_added_sales
      where as_of_month = '2013-02-01' and window_months = 12 and horizon = 1 and (level = 'total' or country = 'DE')
      order by level, step_position
      """)
    #expect(
      lines == [
        "leaf|DE|seasonal_naive|1||30.00|", "leaf|DE|model|1|1|20.00|10.00",
        "leaf|DE|reconciled|1|0|20.00|0.00",
        "leaf|DE|adjusted|1|1|5.00|15.00", "total|(all)|seasonal_naive|1||70.00|",
        "total|(all)|model|1|1|35.00|35.00", "total|(all)|reconciled|1|0|35.00|0.00",
        "total|(all)|adjusted|1|1|10.00|25.00",
      ])
    #expect(
      try store.lines(
        """
        select method, sum_abs_error, covered_80 from ml.forecast_accuracy_sales
        where as_of_month = '2013-02-01' and window_months = 12 and horizon = 1 and country = 'DE'
        order by method
        """) == [
          "base|20.00|", "final|5.00|1", "linear_regression|27.25|", "model|20.00|0", "naive|10.00|",
          "seasonal_naive|30.00|",
        ])
    #expect(
      try store.value(
        """
        select count(*) from (
          select sum(value_added) as added, max(sum_abs_error) filter (where step_position = 1)
            - max(sum_abs_error) filter (where step_position = 4) as gained
          from ml.forecast_value_added_sales group by as_of_month, window_months, level, region, country, horizon
        ) node where added is distinct from gained
        """) == "0")
  }

  @Test func whatCannotBeAdjustedIsRefusedWhole() throws {
    #expect(
      refusal { try adjust([("2013-02", Self.france, "1.00"), ("2013-01", Self.france, "1.00")]) }
        == "line 3: 2013-01 is closed: the vintage of 2013-01 has its actuals")
    #expect(
      refusal { try adjust([("2014-02", Self.france, "1.00")]) }
        == "line 2: 2014-02 is not forecast: the vintage of 2013-01 ends in 2014-01")
    #expect(
      refusal { try adjust([("2013-02", SeriesKey(["EU", "IT"]), "1.00")]) }
        == "line 2: EU / IT has no forecast for 2013-02 that could be adjusted")
    #expect(try store.value("select count(*) from ml.adjustments") == "0")
    #expect(try store.value("select count(*) from ml.adjustment_files") == "0")
    try adjust([("2013-02", Self.france, "1.00")])
    #expect(
      refusal { try adjust([("2013-02", Self.france, "1.00")]) }.hasPrefix(
        "the same file was entered at 2014-05-13"))
    try february()
    #expect(
      refusal { try adjust([("2013-03", Self.france, "1.00")], digest: "c") }
        == "sales is published as of 2013-02: the forecasts of 2013-01 are history and stay as they are")
  }

  /// A live forecast of a month that has ended would be hindsight.
  @Test func aLiveVintageIsNotAdjustedAfterItsMonth() throws {
    let live = LedgerRun(
      runID: run.runID, domain: run.domain, asOf: run.asOf, status: run.status, origin: .live,
      datasetDigest: run.datasetDigest, horizons: run.horizons, predictionTime: run.predictionTime)
    // 2013-03-01 00:00:00 UTC.
    #expect(
      refusal { try adjust([("2013-02", Self.france, "1.00")], to: live, now: 1_362_096_000) }
        == "line 2: 2013-02 is closed: it has ended by now, and the vintage is a live one")
    #expect(
      refusal { try adjust([("2013-02", Self.france, "1.00")], to: live, now: 1_362_095_999) } == "accepted")
  }

  @Test func aRunThatSupersedesHasNone() throws {
    try adjust([("2013-02", Self.france, "1.00")])
    try Self.publish(store, "2013-01", last: ["111.00", "50.00", "15.00"], salt: "restated")
    #expect(try store.value("select count(*) from ml.forecast_adjustment_sales") == "0")
    #expect(
      try store.value("select count(adjustment) from ml.trend_sales where as_of_month = '2013-01-01'") == "0")
    #expect(try store.value("select count(*) from ml.adjustments") == "1")
  }
}
