import Domains
import Forecasting
import Testing

@testable import Warehouse

/// `kpi_monthly_` and `outlook_bridge_` of a flow, worked by hand.
///
/// France sold 100 a month in 2012, then 110 and 130; Germany began in December 2012 with 40, 50, 60; the United
/// States sold 10 a month, then -5 and 20. The vintage of January did not forecast Germany.
@Suite struct ComparisonTests {
  private let store: StoreFixture

  init() throws {
    store = try Self.store()
    try Self.publish(store)
  }

  private static func store(fiscalYearStart: Int = 1) throws -> StoreFixture {
    try StoreFixture(fiscalYearStart: fiscalYearStart)
  }

  private static func publish(_ store: StoreFixture, restated: String = "110.00") throws {
    let year = [String?](repeating: "100.00", count: 12)
    let us = [String?](repeating: "10.00", count: 12)
    let none = [String?](repeating: nil, count: 11)
    try store.publish(
      "2013-01",
      [
        store.compute(
          StoreFixture.sales, asOf: "2013-01",
          actuals: StoreFixture.actuals(
            StoreFixture.sales, from: "2012-01",
            [
              ["EU", "FR"]: year + ["110.00"], ["EU", "DE"]: none + ["40.00", "50.00"],
              ["NA", "US"]: us + ["-5.00"],
            ]), forecasts: [["EU", "FR"]: [120], ["NA", "US"]: [15]])
      ])
    try store.publish(
      "2013-02",
      [
        store.compute(
          StoreFixture.sales, asOf: "2013-02",
          actuals: StoreFixture.actuals(
            StoreFixture.sales, from: "2012-01",
            [
              ["EU", "FR"]: year + [restated, "130.00"], ["EU", "DE"]: none + ["40.00", "50.00", "60.00"],
              ["NA", "US"]: us + ["-5.00", "20.00"],
            ]), forecasts: [["EU", "FR"]: [125], ["EU", "DE"]: [62], ["NA", "US"]: [18]])
      ])
  }

  /// `value reference variance status` of one figure.
  private func figure(
    _ keys: [String], _ period: String, _ comparison: String, asOf: String = "2013-02"
  ) throws -> String {
    let rows = try store.reader.kpis(StoreFixture.sales, asOf: Month(asOf)!).filter {
      $0.keys.values == keys && $0.period == period && $0.comparison == comparison
    }
    try #require(rows.count == 1)
    let row = rows[0]
    return [row.value, row.reference, row.variance].map { $0?.description ?? "-" }.joined(separator: " ")
      + " \(row.percentStatus)"
  }

  private static let total = ["(all)", "(all)"]
  private static let france = ["EU", "FR"]
  private static let germany = ["EU", "DE"]
  private static let states = ["NA", "US"]

  @Test(arguments: [
    (france, "130.00 120.00 10.00 ok"), (germany, "60.00 - 60.00 not_forecast"),
    (states, "20.00 15.00 5.00 ok"),
    (["EU", "(all)"], "190.00 120.00 70.00 ok"), (total, "210.00 135.00 75.00 ok"),
  ])
  func actualAgainstForecast(keys: [String], expected: String) throws {
    #expect(try figure(keys, "month", "ac_fc") == expected)
  }

  @Test(arguments: [
    (france, "130.00 100.00 30.00 ok"), (germany, "60.00 - 60.00 new"), (states, "20.00 10.00 10.00 ok"),
    (["EU", "(all)"], "190.00 100.00 90.00 ok"), (total, "210.00 110.00 100.00 ok"),
  ])
  func actualAgainstPriorYear(keys: [String], expected: String) throws {
    #expect(try figure(keys, "month", "ac_py") == expected)
  }

  @Test(arguments: [
    ("ytd", "ac_py", "365.00 220.00 145.00 ok"), ("ytd", "ac_pl", "365.00 - - no_reference"),
    ("month", "ac_pl", "210.00 - - no_reference"),
    // 2012-03..2013-02: 1240 + 150 + 115; 2011 is not known.
    ("r12", "ac_py", "1505.00 - - no_reference"), ("next_month", "fc_prev", "205.00 135.00 70.00 ok"),
    ("next_month", "outlook_py", "205.00 110.00 95.00 ok"),
    // 365 + 10 x 205, against (110 + 50 - 5) + 11 x 135.
    ("fy", "outlook_prev", "2415.00 1640.00 775.00 ok"), ("fy", "outlook_py", "2415.00 1360.00 1055.00 ok"),
    ("fy", "outlook_pl", "2415.00 - - no_reference"), ("next12", "outlook_py", "2460.00 1505.00 955.00 ok"),
    ("next12", "fc_prev", "2255.00 1485.00 770.00 ok"),
  ])
  func totals(period: String, comparison: String, expected: String) throws {
    #expect(try figure(Self.total, period, comparison) == expected)
  }

  @Test func periodsSayWhatTheyCover() throws {
    let rows = try store.reader.kpis(StoreFixture.sales, asOf: Month("2013-02")!).filter { $0.level == "total" }
    let covered = Set(
      rows.map {
        "\($0.period) \($0.comparison) \($0.periodStart) \($0.periodEnd) \($0.monthsActual) \($0.monthsForecast)"
      }
    )
    #expect(
      covered == [
        "month ac_fc 2013-02 2013-02 1 0", "month ac_py 2013-02 2013-02 1 0", "month ac_pl 2013-02 2013-02 1 0",
        "ytd ac_py 2013-01 2013-02 2 0", "ytd ac_pl 2013-01 2013-02 2 0", "r12 ac_py 2012-03 2013-02 12 0",
        "next_month fc_prev 2013-03 2013-03 0 1", "next_month outlook_py 2013-03 2013-03 0 1",
        "next_month outlook_pl 2013-03 2013-03 0 1", "fy outlook_prev 2013-01 2013-12 2 10",
        "fy outlook_py 2013-01 2013-12 2 10", "fy outlook_pl 2013-01 2013-12 2 10",
        "next12 fc_prev 2013-03 2014-01 0 11", "next12 outlook_py 2013-03 2014-02 0 12",
        "next12 outlook_pl 2013-03 2014-02 0 12",
      ])
  }

  @Test func onlyASingleMonthAheadHasARange() throws {
    let rows = try store.reader.kpis(StoreFixture.sales, asOf: Month("2013-02")!).filter { $0.level == "total" }
    for row in rows {
      #expect(
        (row.lower80?.description, row.upper80?.description)
          == (row.period == "next_month" ? ("195.00", "215.00") : (nil, nil)))
    }
  }

  @Test func percentagesAreFractionsOfAPositiveReferenceOfTheSameSign() throws {
    #expect(try figure(Self.states, "month", "ac_py", asOf: "2013-01") == "-5.00 10.00 -15.00 sign_change")
    let rows = try store.reader.kpis(StoreFixture.sales, asOf: Month("2013-02")!)
    for row in rows {
      if row.percentStatus == "ok" {
        let (variance, reference) = try (#require(row.variance), #require(row.reference))
        #expect(row.variancePercent == variance.doubleValue / reference.doubleValue)
      } else {
        #expect(row.variancePercent == nil)
      }
    }
  }

  @Test func withoutAVintageBeforeThereIsNothingToCompareWith() throws {
    #expect(try figure(Self.total, "month", "ac_fc", asOf: "2013-01") == "155.00 - - no_reference")
    #expect(try figure(Self.total, "fy", "outlook_prev", asOf: "2013-01") == "1640.00 - - no_reference")
    #expect(try store.reader.outlookBridge(StoreFixture.sales, asOf: Month("2013-01")!) == [])
  }

  @Test func theBridgeOfTheOutlookClosesAtEveryNode() throws {
    let bridge = try store.reader.outlookBridge(StoreFixture.sales, asOf: Month("2013-02")!)
    #expect(bridge.count == 6)
    let total = try #require(bridge.first { $0.level == "total" })
    #expect(
      [total.lastOutlook, total.deltaForecast, total.revision, total.restatement, total.outlook].map(
        \.description)
        == ["1640.00", "75.00", "700.00", "0.00", "2415.00"])
    for row in bridge {
      #expect(row.lastOutlook + row.deltaForecast + row.revision + row.restatement == row.outlook)
    }
  }

  /// What a pack reads of leaves is what all of their rows hold.
  @Test func aBriefReadingLeavesOutRowsAndChangesNone() throws {
    let asOf = Month("2013-02")!
    let (reader, sales) = (store.reader, StoreFixture.sales)
    let all = try reader.kpis(sales, asOf: asOf)
    let leaves = Set(all.filter { $0.level == "leaf" }.map(\.keys)).sorted()
    let whole = SeriesKey(["EU", "FR"])
    #expect(leaves.count == 3 && leaves.contains(whole))
    #expect(
      try reader.kpis(sales, asOf: asOf, periods: ["month", "ytd"])
        == all.filter { $0.level != "leaf" || ["month", "ytd"].contains($0.period) })
    #expect(
      try reader.kpis(sales, asOf: asOf, periods: ["month"], whole: [whole])
        == all.filter { $0.level != "leaf" || $0.period == "month" || $0.keys == whole })
    #expect(
      try reader.outlookBridge(sales, asOf: asOf, isBrief: true)
        == reader.outlookBridge(sales, asOf: asOf).filter { $0.level != "leaf" })

    let months = try reader.trend(sales, asOf: asOf, leaves: leaves)
    #expect(Set(months.map(\.keys)) == Set(leaves))
    // A prior year that lies before the months that are read is there all the same.
    let few = Month("2013-01")!...Month("2013-03")!
    let read = try reader.trend(sales, asOf: asOf, leaves: [whole], months: few)
    #expect(read == months.filter { $0.keys == whole && few.contains($0.month) })
    #expect(read.allSatisfy { $0.priorYear != nil } && read.count == 3)
    #expect(
      try reader.trend(sales, asOf: asOf, from: few.lowerBound)
        == reader.trend(sales, asOf: asOf).filter { $0.month >= few.lowerBound })
  }

  @Test func aRestatementIsAPartOfTheBridgeAndOldVintagesStay() throws {
    let store = try Self.store()
    try Self.publish(store, restated: "112.50")
    let bridge = try store.reader.outlookBridge(StoreFixture.sales, asOf: Month("2013-02")!)
    let total = try #require(bridge.first { $0.level == "total" })
    #expect(
      [total.lastOutlook, total.deltaForecast, total.revision, total.restatement, total.outlook].map(
        \.description)
        == ["1640.00", "75.00", "700.00", "2.50", "2417.50"])
    let before = try store.reader.kpis(StoreFixture.sales, asOf: Month("2013-01")!).first {
      $0.keys.values == Self.france && $0.period == "month" && $0.comparison == "ac_py"
    }
    #expect(before?.value?.description == "110.00")
  }

  @Test func theFiscalYearStartsWhereItIsConfigured() throws {
    let store = try Self.store(fiscalYearStart: 2)
    try Self.publish(store)
    let rows = try store.reader.kpis(StoreFixture.sales, asOf: Month("2013-02")!).filter { $0.level == "total" }
    let ytd = try #require(rows.first { $0.period == "ytd" && $0.comparison == "ac_py" })
    #expect((ytd.periodStart, ytd.value?.description) == (Month("2013-02")!, "210.00"))
    let year = try #require(rows.first { $0.period == "fy" && $0.comparison == "outlook_prev" })
    // 210 + 11 x 205 against 12 x 135: the last outlook was all forecast.
    #expect((year.periodEnd, year.variance?.description) == (Month("2014-01")!, "845.00"))
    let bridge = try #require(
      try store.reader.outlookBridge(StoreFixture.sales, asOf: Month("2013-02")!).first { $0.level == "total" })
    #expect(bridge.lastOutlook.description == "1620.00" && bridge.restatement.isZero)
    // In January the fiscal year 2012-02..2013-01 ends: no forecast is left in it.
    let january = try store.reader.kpis(StoreFixture.sales, asOf: Month("2013-01")!).first {
      $0.level == "total" && $0.period == "fy" && $0.comparison == "outlook_py"
    }
    #expect(january?.monthsActual == 12 && january?.monthsForecast == 0)
  }
}
