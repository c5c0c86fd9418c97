import Domains
import Forecasting
import Testing

@testable import Warehouse

/// A stock is never summed over months; its bridge closes. Worked by hand.
@Suite struct StockTests {
  private static let domain = StoreFixture.domain(
    "stock", keys: ["category"], kind: .stock, preference: .neutral)
  private let store: StoreFixture

  private static func row(
    _ month: String, _ key: String, _ value: Int64, _ inflow: Int64?, _ outflow: Int64?, _ revaluation: Int64?,
    isComplete: Bool = true
  ) -> ActualRow {
    func amount(_ value: Int64?) -> Amount? { value.map { Amount(scaled: $0 * 100, decimals: 2) } }
    return ActualRow(
      month: Month(month)!, keys: SeriesKey([key]), value: amount(value)!,
      units: Amount(scaled: 3, decimals: 0),
      inflow: amount(inflow), outflow: amount(outflow), revaluation: amount(revaluation), isComplete: isComplete
    )
  }

  private static let january = [
    row("2012-12", "bikes", 100, 0, 0, 0, isComplete: false), row("2013-01", "bikes", 130, 50, 25, 5),
    row("2013-01", "caps", 7, 7, 0, 0),
  ]
  private static let february =
    january + [
      row("2013-02", "bikes", 120, 10, 15, -5), row("2013-02", "caps", 9, 4, 2, 0),
    ]

  init() throws {
    store = try StoreFixture([Self.domain])
    try store.publish(
      "2013-01",
      [
        store.compute(
          Self.domain, asOf: "2013-01", actuals: Self.january,
          forecasts: [["bikes"]: [140, 150], ["caps"]: [8]])
      ])
    try store.publish(
      "2013-02",
      [
        store.compute(
          Self.domain, asOf: "2013-02", actuals: Self.february,
          forecasts: [["bikes"]: [125, 126], ["caps"]: [10]])
      ])
  }

  @Test func nothingIsSummedOverMonths() throws {
    let rows = try store.reader.kpis(Self.domain, asOf: Month("2013-02")!).filter { $0.level == "total" }
    #expect(Set(rows.map(\.period)) == ["month", "next_month", "fy", "next12"])
    for row in rows { #expect(row.monthsActual + row.monthsForecast == 1 && row.periodStart == row.periodEnd) }
    func figure(_ period: String, _ comparison: String) -> String {
      let row = rows.first { $0.period == period && $0.comparison == comparison }
      return
        "\(row?.periodEnd.description ?? "") \(row?.value?.description ?? "-") \(row?.reference?.description ?? "-")"
    }
    #expect(figure("month", "ac_fc") == "2013-02 129.00 148.00")
    #expect(figure("next_month", "fc_prev") == "2013-03 135.00 158.00")
    #expect(figure("fy", "outlook_prev") == "2013-12 136.00 158.00")
    #expect(figure("next12", "outlook_py") == "2014-02 136.00 129.00")
    #expect(rows.first { $0.period == "fy" }?.lower80?.description == "126.00")
  }

  @Test func theYearEndIsTheActualOnceItIsThere() throws {
    let store = try StoreFixture([Self.domain], fiscalYearStart: 3)
    try store.publish(
      "2013-01",
      [
        store.compute(
          Self.domain, asOf: "2013-01", actuals: Self.january,
          forecasts: [["bikes"]: [140, 150], ["caps"]: [8]])
      ])
    try store.publish(
      "2013-02",
      [
        store.compute(
          Self.domain, asOf: "2013-02", actuals: Self.february,
          forecasts: [["bikes"]: [125, 126], ["caps"]: [10]])
      ])
    let row = try #require(
      try store.reader.kpis(Self.domain, asOf: Month("2013-02")!).first {
        $0.level == "total" && $0.comparison == "outlook_prev"
      })
    #expect(
      row.monthsActual == 1 && row.value?.description == "129.00" && row.reference?.description == "148.00")
    let bridge = try #require(
      try store.reader.outlookBridge(Self.domain, asOf: Month("2013-02")!).first { $0.level == "total" })
    #expect(bridge.deltaForecast.description == "-19.00" && bridge.revision.isZero && bridge.restatement.isZero)
  }

  @Test func theStockBridgeClosesFromTheMonthBefore() throws {
    let rows = try store.reader.stockBridge(Self.domain, asOf: Month("2013-02")!).filter { $0.level == "total" }
    let parts = rows.map { row in
      [row.opening, row.inflow, row.outflow, row.revaluation, row.closing].map { $0?.description ?? "-" }
    }
    #expect(
      parts == [
        ["100.00", "57.00", "25.00", "5.00", "137.00"], ["137.00", "14.00", "17.00", "-5.00", "129.00"],
      ])
    #expect(try store.reader.checks(Self.domain, asOf: Month("2013-02")!).filter { !$0.passed } == [])
  }

  @Test func aStockBridgeThatDoesNotCloseStopsPublishing() throws {
    let broken = Self.february.dropLast() + [Self.row("2013-02", "caps", 9, 4, 3, 0)]
    let run = try store.compute(
      Self.domain, asOf: "2013-02", actuals: Array(broken), forecasts: [["bikes"]: [125], ["caps"]: [10]])
    let error = #expect(throws: StoreError.self) {
      try store.publish("2013-02", [run], supersede: "corrected movements")
    }
    guard case .checksFailed(let checks) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(checks.contains { $0.name == "stock: the stock bridge closes in 2013-02 at level total" })
  }
}
