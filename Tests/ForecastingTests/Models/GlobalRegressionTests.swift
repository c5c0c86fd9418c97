import Foundation
import Testing

@testable import Forecasting

/// One regression for all series against numpy's least squares on their stacked rows (Fixtures/pooled.py).
@Suite struct GlobalRegressionTests {
  private struct Expected: Decodable {
    let values: [String: [Double]]
    let coefficients: [Double]
    let forecasts: [String: [Double]]
  }

  private static let end = Month(year: 2013, month: 11)

  private func series(_ values: [Double]) -> TimeSeries {
    TimeSeries(values, firstMonth: Self.end - values.count + 1)
  }

  @Test func coefficientsAndForecastsAgreeWithNumpy() throws {
    let expected = try JSONDecoder().decode(Expected.self, from: Fixture.data("pooled.json"))
    let all = expected.values.keys.sorted().map { series(expected.values[$0] ?? []) }
    let model = GlobalRegression(all, origins: 0, cores: nil)
    for (name, values) in expected.values {
      let fit = try model.fit(series(values), settings: .init())
      #expect(fit.rung == "pooled")
      for (found, coefficient) in zip(fit.state["coefficients"], expected.coefficients) {
        #expect(abs(found - coefficient) < 1e-9)
      }
      let points = model.predict(fit.state, series(values), horizons: 12)
      let size = values.map(abs).max() ?? 0
      for (found, point) in zip(points, try #require(expected.forecasts[name])) {
        #expect(abs(found - point) < 1e-8 * size)
      }
    }
  }

  /// What was learned as of an earlier month is what learning from the past alone gives.
  @Test func anOriginKnowsOnlyItsPast() throws {
    let expected = try JSONDecoder().decode(Expected.self, from: Fixture.data("pooled.json"))
    let all = expected.values.keys.sorted().map { series(expected.values[$0] ?? []) }
    let past = all.map { $0.prefix($0.count - 5) }
    let model = GlobalRegression(all, origins: 6, cores: nil)
    let then = GlobalRegression(past, origins: 0, cores: 1)
    for one in past { #expect(try model.fit(one, settings: .init()) == then.fit(one, settings: .init())) }
  }

  @Test func aSeriesOfAnotherMonthLearnsFromItself() throws {
    let expected = try JSONDecoder().decode(Expected.self, from: Fixture.data("pooled.json"))
    let air = series(try #require(expected.values["air"]))
    #expect(try GlobalRegression().fit(air, settings: .init()).rung == "alone")
  }
}
