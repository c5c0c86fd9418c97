import Domains
import Forecasting
import Foundation
import Testing

@testable import Warehouse

/// One series that grows by 1 a month from 100 on; every forecast is 15 too low, with ranges of 10 and 20 around it.
/// Fourteen vintages, the last of which has seen 38 months; all figures worked by hand.
@Suite struct MonitoringTests {
  private static let domain = StoreFixture.sales
  private static let first = Month(year: 2010, month: 1)
  private static let last = first + 37
  private let store: StoreFixture
  private let rules = MonitoringRules(window: 12, horizons: [1, 3])

  init() throws {
    store = try StoreFixture()
    store.monitoring = rules
    for asOf in (24...37).map({ Self.first + $0 }) { try publish(asOf) }
    _ = try monitoring.apply(rules, domains: [Self.domain])
  }

  private var monitoring: MonitoringStore {
    MonitoringStore(connection: store.connection, schema: StoreFixture.schema)
  }

  private func publish(_ asOf: Month, supersede: String? = nil, error: Int = 15) throws {
    let count = asOf - Self.first + 1
    let actuals = StoreFixture.actuals(
      Self.domain, from: "2010-01", [["EU", "FR"]: (0..<count).map { "\(100 + $0).00" }])
    let run = try store.compute(
      Self.domain, asOf: asOf.description, actuals: actuals,
      forecasts: [["EU", "FR"]: (0..<12).map { Double(100 + count + $0 - error) }], salt: "\(error)")
    try store.publish(asOf.description, [run], supersede: supersede)
  }

  private func row(_ measure: MonitoringMeasure, _ horizon: Int, asOf: Month = last, level: String = "total")
    throws
    -> MonitoringRow?
  {
    try monitoring.rows(asOf: asOf).first {
      $0.measure == measure && $0.horizon == horizon && $0.level == level
    }
  }

  private static func near(_ value: Double?, _ expected: Double) -> Bool {
    value.map { abs($0 - expected) < 1e-12 } ?? false
  }

  @Test func accuracyBiasAndCoverageAreOfTheWindow() throws {
    // Targets of the last twelve months: 126 … 137, together 1,578; the seasonal naive is 12 too low.
    #expect(try Self.near(row(.wape, 1)?.value, 180.0 / 1_578))
    #expect(try Self.near(row(.bias, 1)?.value, 180.0 / 1_578))
    #expect(try Self.near(row(.wapeToNaive, 1)?.value, 15.0 / 12))
    #expect(try row(.coverage80, 1)?.value == 0 && row(.coverage95, 1)?.value == 1)
    #expect(try row(.wape, 1)?.pairs == 12)
    // Three months ahead only eleven targets have a forecast: 127 … 137.
    #expect(try row(.wape, 3)?.pairs == 11)
    #expect(try Self.near(row(.wape, 3)?.value, 165.0 / 1_452))
  }

  @Test func errorsOnOneSideRaiseBothSignals() throws {
    // Thirteen errors of 15: Trigg's signal is 1; each adds one unit less the allowance of a half.
    #expect(try Self.near(row(.trackingSignal, 1)?.value, 1) && row(.trackingSignal, 1)?.pairs == 13)
    #expect(try Self.near(row(.cumulativeSum, 1)?.value, 6.5))
    // Eleven are too few to be judged: the alert began with the vintage after.
    #expect(try row(.trackingSignal, 1, asOf: Self.last - 2) == nil)
    #expect(try row(.trackingSignal, 1)?.alertSince == Self.last - 1)
  }

  @Test func theLastYearIsHeldAgainstTheYearsBefore() throws {
    // Fifths of the 26 months before: 5, 5, 5, 5, 6; the last twelve lie in the highest. Half a month is added to each.
    let before = [5.5, 5.5, 5.5, 5.5, 6.5].map { $0 / 28.5 }
    let recent = [0.5, 0.5, 0.5, 0.5, 12.5].map { $0 / 14.5 }
    let index = zip(recent, before).reduce(0) { $0 + ($1.0 - $1.1) * log($1.0 / $1.1) }
    let row = try #require(try row(.inputDrift, 0))
    #expect(Self.near(row.value, index / (9.488 * (1.0 / 26 + 1.0 / 12))) && row.isAlert && row.pairs == 38)
  }

  @Test func limitsSayWhatIsAnAlert() throws {
    let alerts = Set(
      try monitoring.rows(asOf: Self.last).filter(\.isAlert).map { "\($0.measure.rawValue) \($0.horizon)" })
    #expect(
      alerts == [
        "wape_to_naive 1", "wape_to_naive 3", "coverage_80 1", "coverage_80 3", "tracking_signal 1",
        "cumulative_sum 1", "input_drift 0",
      ])
    // Eleven pairs are fewer than twelve; a domain's own limit counts; none is never.
    let strict = MonitoringRules(
      window: 12, horizons: [1, 3], minimumPairs: 12,
      limits: [.bias: .init(0.5, domains: ["sales": 0.1]), .coverage80: .init(nil), .inputDrift: .init(nil)])
    #expect(try monitoring.apply(strict, domains: [Self.domain]) == 0)
    let others = try monitoring.rows(asOf: Self.last).filter(\.isAlert)
    #expect(
      Set(others.map { "\($0.measure.rawValue) \($0.horizon)" })
        == ["wape_to_naive 1", "bias_pct 1", "tracking_signal 1", "cumulative_sum 1"])
    #expect(others.first { $0.measure == .bias }?.limit == 0.1)
  }

  @Test func aLimitIsBeyondOrBelowAndNotAt() throws {
    for (limit, isAlert) in [(1.25, false), (1.2499999, true)] {
      let rules = MonitoringRules(window: 12, horizons: [1, 3], limits: [.wapeToNaive: .init(limit)])
      _ = try monitoring.apply(rules, domains: [Self.domain])
      #expect(try row(.wapeToNaive, 1)?.isAlert == isAlert)
    }
    for (limit, isAlert) in [(1.0, false), (1.0000001, true)] {
      let rules = MonitoringRules(window: 12, horizons: [1, 3], limits: [.coverage95: .init(limit)])
      _ = try monitoring.apply(rules, domains: [Self.domain])
      #expect(try row(.coverage95, 1)?.isAlert == isAlert)
    }
  }

  @Test func otherLevelsOrHorizonsMeasureEveryVintageAgain() throws {
    let wider = MonitoringRules(window: 0, horizons: [2], levels: ["leaf", "first"])
    #expect(try monitoring.apply(wider, domains: [Self.domain]) == 14)
    #expect(try monitoring.apply(wider, domains: [Self.domain]) == 0)
    let rows = try monitoring.rows(asOf: Self.last)
    #expect(Set(rows.map(\.level)) == ["leaf", "first"] && Set(rows.map(\.horizon)) == [0, 1, 2])
    #expect(rows.first { $0.measure == .wape && $0.level == "leaf" }?.pairs == 12)
    #expect(rows.first { $0.level == "leaf" }?.series == "EU / FR")
  }

  /// Vintages after one that is replaced are measured again.
  @Test func replacingAVintageChangesWhatLaterOnesSay() throws {
    try publish(Self.last - 3, supersede: "a better one", error: -9)
    // Eleven errors of 15 and one of -9, before the twelve of the window: 11 x 15 + 9.
    #expect(try Self.near(row(.wape, 1)?.value, 174.0 / 1_578))
    #expect(try Self.near(row(.bias, 1)?.value, 156.0 / 1_578))
    // The vintage itself looks back on the ten before it: targets 125 … 134.
    #expect(try Self.near(row(.wape, 1, asOf: Self.last - 3)?.value, 150.0 / 1_295))
  }

  @Test func anAlertThatPausedBeganAnew() throws {
    try store.connection.execute(
      "update ml.monitoring set value = 0 where measure = 'wape_to_naive' and horizon = 1 and run_id = "
        + "(select run_id from ml.current_run where as_of_month = '\((Self.last - 4).firstDay)')")
    #expect(try row(.wapeToNaive, 1)?.alertSince == Self.last - 3)
    #expect(try row(.wapeToNaive, 1, asOf: Self.last - 4)?.alertSince == nil)
    // Six pairs are the fewest: the first alert is of the sixth vintage after the first.
    #expect(try row(.wapeToNaive, 1, asOf: Self.last - 5)?.alertSince == Self.first + 30)
  }
}
