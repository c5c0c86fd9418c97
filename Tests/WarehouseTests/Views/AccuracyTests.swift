import Domains
import Forecasting
import Foundation
import Testing

@testable import Warehouse

/// `forecast_accuracy_` against the measures recomputed here from the inputs, by their definitions.
@Suite struct AccuracyTests {
  private static let domain = StoreFixture.sales
  private static let first = Month(year: 2010, month: 1)
  private static let last = Month(year: 2012, month: 6)
  private static let vintages = (0..<6).map { last - 5 + $0 }
  private static let windows = [3, 0]
  /// When each leaf begins; Germany has 8 observations in the first vintage and 13 in the last.
  private static let starts = [["EU", "DE"]: 17, ["EU", "FR"]: 0, ["NA", "US"]: 0]

  /// Whole cents, without a pattern, some negative.
  private static func value(_ keys: [String], _ month: Month) -> Double? {
    let index = month - first
    guard let start = starts[keys], index >= start else { return nil }
    let seed = index * 7_919 + start * 104_729 + (keys[1] == "US" ? 31 : 0)
    return Double(seed % 1_000) - 100 + 0.25
  }

  private static func forecast(_ keys: [String], _ asOf: Month, _ horizon: Int) -> Double {
    Double(((asOf - first) * 131 + horizon * 37 + keys[1].utf8.reduce(0) { $0 + Int($1) }) % 900) + 0.5
  }

  /// The first second after a month, UTC: a forecast made then is live.
  private static func justAfter(_ month: Month) throws -> Int64 {
    Int64(try Date("\((month + 1).firstDay)T00:00:00Z", strategy: .iso8601).timeIntervalSince1970)
  }

  private static func isLive(_ asOf: Month) -> Bool { asOf >= last - 2 }

  private let store: StoreFixture

  init() throws {
    store = try StoreFixture(windows: Self.windows)
    for asOf in Self.vintages {
      var values: [[String]: [String?]] = [:]
      var forecasts: [[String]: [Double]] = [:]
      for keys in Self.starts.keys {
        values[keys] = (0...(asOf - Self.first)).map { index in
          Self.value(keys, Self.first + index).map { "\(Amount(rounding: $0, decimals: 2)!)" }
        }
        forecasts[keys] = (1...12).map { Self.forecast(keys, asOf, $0) }
      }
      let run = try store.compute(
        Self.domain, asOf: asOf.description,
        actuals: StoreFixture.actuals(Self.domain, from: Self.first.description, values), forecasts: forecasts,
        now: Self.isLive(asOf) ? try Self.justAfter(asOf) : 1_400_000_000)
      try store.publish(asOf.description, [run])
    }
  }

  /// One pair of a forecast and its actual.
  private struct Pair {
    let actual: Double
    let forecast: Double
    let scale: Double?
    var error: Double { actual - forecast }
  }

  private static func leaves(_ keys: [String]) -> [[String]] {
    starts.keys.sorted { $0[1] < $1[1] }.filter { leaf in
      zip(keys, leaf).allSatisfy { $0 == Domain.Level.all || $0 == $1 }
    }
  }

  private static func actual(_ keys: [String], _ month: Month) -> Double? {
    let known = leaves(keys).compactMap { value($0, month) }
    return known.isEmpty ? nil : known.reduce(0, +)
  }

  private static func scale(_ keys: [String], _ asOf: Month) -> Double? {
    let months = (0...(asOf - first)).map { first + $0 }.filter { actual(keys, $0) != nil }
    guard months.count >= 13 else { return nil }
    let differences = months.compactMap { month in
      actual(keys, month - 12).map { abs(actual(keys, month)! - $0) }
    }
    return differences.reduce(0, +) / Double(differences.count)
  }

  private static func pairs(_ row: AccuracyRow, asOf: Month) -> [Pair] {
    vintages.filter { isLive($0) == (row.origin == "live") }.compactMap { vintage in
      let month = vintage + row.horizon
      guard vintage < asOf, month <= asOf, row.windowMonths == 0 || month > asOf - row.windowMonths,
        let actual = actual(row.keys.values, month)
      else { return nil }
      let forecast: Double? =
        switch row.method {
        case "seasonal_naive": Self.actual(row.keys.values, month - 12)
        case "naive": Self.actual(row.keys.values, vintage)
        case "linear_regression":
          leaves(row.keys.values).reduce(0) {
            $0 + Self.forecast($1, vintage, row.horizon) - StoreFixture.regressionGap
          }
        default: leaves(row.keys.values).reduce(0) { $0 + Self.forecast($1, vintage, row.horizon) }
        }
      return forecast.map { Pair(actual: actual, forecast: $0, scale: scale(row.keys.values, vintage)) }
    }
  }

  private static func near(_ left: Double?, _ right: Double?) -> Bool {
    guard let left, let right else { return left == nil && right == nil }
    return abs(left - right) <= 1e-9 * max(1, abs(right))
  }

  @Test(arguments: [vintages[3], vintages[5]])
  func everyMeasureFollowsFromItsPairs(asOf: Month) throws {
    let rows = try store.reader.accuracy(Self.domain, asOf: asOf)
    #expect(
      Set(rows.map(\.method)) == ["base", "final", "model", "linear_regression", "naive", "seasonal_naive"])
    #expect(Set(rows.map(\.windowMonths)) == Set(Self.windows))
    for row in rows {
      let pairs = Self.pairs(row, asOf: asOf)
      let absolute = pairs.reduce(0) { $0 + abs($1.error) }
      let volume = pairs.reduce(0) { $0 + abs($1.actual) }
      let errors = pairs.reduce(0) { $0 + $1.error }
      let scaled = pairs.compactMap { pair in pair.scale.map { abs(pair.error) / $0 } }
      let squares = pairs.reduce(0) { $0 + $1.error * $1.error }
      let hits = pairs.count { abs($0.error) <= 0.1 * abs($0.actual) + 1e-9 }
      #expect(row.pairs == pairs.count && row.hits == hits, "\(row)")
      #expect(
        Self.near(row.sumError.doubleValue, errors) && Self.near(row.sumAbsoluteError.doubleValue, absolute))
      #expect(Self.near(row.wape, absolute / volume) && Self.near(row.biasPercent, errors / volume), "\(row)")
      #expect(Self.near(row.rmse, (squares / Double(pairs.count)).squareRoot()), "\(row)")
      let mase = scaled.count == pairs.count ? scaled.reduce(0, +) / Double(pairs.count) : nil
      #expect(Self.near(row.mase, mase), "\(row)")
      let hasInterval = ["final", "model"].contains(row.method)
      #expect(row.covered80 == (hasInterval ? pairs.count { abs($0.error) <= 10 } : nil), "\(row)")
      #expect(row.covered95 == (hasInterval ? pairs.count { abs($0.error) <= 20 } : nil), "\(row)")
    }
  }

  @Test func everyNodeHorizonAndOriginWithAPairIsThere() throws {
    let rows = try store.reader.accuracy(Self.domain, asOf: Self.last).filter {
      $0.method == "final" && $0.windowMonths == 0
    }
    // Vintages 2012-01..03 are backfilled: horizons 1..5; 2012-04 and 05 are live: horizons 1, 2. Six nodes.
    #expect(rows.count == 6 * (5 + 2))
    #expect(
      rows.filter { $0.origin == "backfilled" && $0.horizon == 1 && $0.level == "total" }.map(\.pairs) == [3])
  }

  @Test func pairsWithoutAScaleHaveNoMASE() throws {
    let germany = try store.reader.accuracy(Self.domain, asOf: Self.last).filter {
      $0.keys.values == ["EU", "DE"]
    }
    #expect(!germany.isEmpty && germany.allSatisfy { $0.mase == nil })
  }

  @Test func anotherToleranceOrWindowChangesWhatIsPublishedAlready() throws {
    try store.install([Self.domain], windows: [2], tolerance: .amount(150.5))
    let rows = try store.reader.accuracy(Self.domain, asOf: Self.last)
    #expect(Set(rows.map(\.windowMonths)) == [2] && Set(rows.map(\.hitTolerance)) == ["150.5 USD"])
    for row in rows {
      #expect(row.hits == Self.pairs(row, asOf: Self.last).count { abs($0.error) <= 150.5 })
    }
    try store.install([Self.domain], windows: [2], tolerance: .fraction(0.07))
    #expect(try store.reader.accuracy(Self.domain, asOf: Self.last).first?.hitTolerance == "7 %")
  }

  @Test func theBacktestIsAnOriginOfItsOwn() throws {
    let domain = StoreFixture.domain("tested", keys: ["key"])
    try store.install([Self.domain, domain])
    let evaluation = EvaluationRow(
      level: "total", node: 0, method: .final, horizon: 2, pairs: 4, sumActual: 400, sumAbsoluteActual: 400,
      sumError: -20, sumAbsoluteError: 60, sumSquaredError: 1_600, sumScaledError: 6, scaledPairs: 4)
    let run = try store.compute(
      domain, asOf: "2012-06", actuals: StoreFixture.actuals(domain, from: "2012-06", [["a"]: ["1"]]),
      forecasts: [["a"]: [1]], evaluation: [evaluation])
    try store.publish("2012-06", [run])
    let row = try #require(try store.reader.accuracy(domain, asOf: Self.last).first)
    #expect(row.origin == "backtest" && row.pairs == 4 && row.windowMonths == 0 && row.hits == nil)
    #expect([row.wape, row.biasPercent, row.rmse, row.mase] == [0.15, -0.05, 20, 1.5])
  }
}
