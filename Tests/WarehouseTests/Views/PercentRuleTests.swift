import Domains
import Forecasting
import Testing

@testable import Warehouse

/// When a percentage is given, why not, and which colour a variance has.
@Suite struct PercentRuleTests {
  /// The prior-year comparison of one series that had `before` a year ago and has `now`.
  private func row(
    _ before: String?, _ now: String?, preference: Domain.Preference = .higher, incomplete: Set<String> = []
  ) throws -> KPIRow {
    let domain = StoreFixture.domain("rule", keys: ["key"], preference: preference)
    let store = try StoreFixture([domain])
    let filler = [String?](repeating: "1.00", count: 11)
    let actuals = StoreFixture.actuals(
      domain, from: "2012-02", [["a"]: [before] + filler + [now], ["b"]: ["1.00"] + filler + ["1.00"]],
      incomplete: incomplete)
    try store.publish(
      "2013-02",
      [store.compute(domain, asOf: "2013-02", actuals: actuals, forecasts: [["a"]: [1], ["b"]: [1]])])
    return try #require(
      try store.reader.kpis(domain, asOf: Month("2013-02")!).first {
        $0.level == "leaf" && $0.keys.values == ["a"] && $0.period == "month" && $0.comparison == "ac_py"
      })
  }

  @Test(
    arguments: [
      ("100.00", "125.00", "25.00", 0.25, "ok"), ("1.00", "500.00", "499.00", 499, "ok"),
      ("100.00", "0.00", "-100.00", -1, "ok"), ("0.00", "5.00", "5.00", nil, "zero_base"),
      ("-10.00", "5.00", "15.00", nil, "negative_base"), ("10.00", "-5.00", "-15.00", nil, "sign_change"),
      (nil, "5.00", "5.00", nil, "new"), ("5.00", nil, "-5.00", nil, "no_value"),
    ] as [(String?, String?, String, Double?, String)])
  func percentages(before: String?, now: String?, variance: String, percent: Double?, status: String) throws {
    let row = try row(before, now)
    #expect(row.variance?.description == variance)
    #expect(row.variancePercent == percent)
    #expect(row.percentStatus == status)
  }

  @Test(arguments: [
    (Domain.Preference.higher, "9.00", 1), (.higher, "1.00", -1), (.higher, "5.00", 0), (.lower, "9.00", -1),
    (.lower, "1.00", 1), (.neutral, "9.00", 0),
  ])
  func impacts(preference: Domain.Preference, now: String, impact: Int) throws {
    #expect(try row("5.00", now, preference: preference).impact == impact)
  }

  @Test func aMonthThatIsNotCompleteIsNoReference() throws {
    let row = try row("5.00", "6.00", incomplete: ["2012-02"])
    #expect(
      row.reference == nil && row.variance == nil && row.percentStatus == "no_reference" && row.impact == nil)
  }
}
