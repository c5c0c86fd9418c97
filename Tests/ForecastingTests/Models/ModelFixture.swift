import Foundation

@testable import Forecasting

/// Series and what other implementations forecast for them: `Fixtures/models/make_fixtures.py` makes the file.
struct ModelFixture: Decodable {
  let horizons: Int
  let series: [String: [Double]]
  /// Model, series, horizon.
  let expected: [String: [String: [Double]]]

  static let shared = Result {
    try JSONDecoder().decode(ModelFixture.self, from: Fixture.data("models/models.json"))
  }

  func series(_ name: String) -> TimeSeries {
    TimeSeries(series[name] ?? [], firstMonth: Month(year: 2005, month: 1))
  }
}
