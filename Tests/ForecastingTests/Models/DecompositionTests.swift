import Foundation
import Testing

@testable import Forecasting

/// STL against the authors' program (Fixtures/decomposition.py), and what the model makes of it.
@Suite struct DecompositionTests {
  private struct Case: Decodable {
    let name: String
    let values: [Double]
    let trend: [Double]
    let season: [Double]
  }

  @Test func trendAndSeasonAgreeWithTheAuthorsProgram() throws {
    let cases = try JSONDecoder().decode([Case].self, from: Fixture.data("decomposition.json"))
    #expect(cases.count == 4)
    for expected in cases {
      let found = SeasonalTrendDecomposition(expected.values)
      let size = expected.values.map(abs).max() ?? 0
      for (found, expected) in zip(found.trend + found.season, expected.trend + expected.season) {
        #expect(abs(found - expected) <= 1e-9 * size)
      }
    }
  }

  /// A season that is the same each year around a constant: nothing is left to forecast but the season itself.
  @Test func anExactSeasonIsRepeated() throws {
    let season: [Double] = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8]
    let series = TimeSeries((0..<60).map { 100 + season[$0 % 12] }, firstMonth: Month(year: 2010, month: 4))
    let model = DecompositionModel()
    let points = model.predict(try model.fit(series, settings: .init()).state, series, horizons: 12)
    for (step, point) in points.enumerated() { #expect(abs(point - 100 - season[step]) < 1e-3) }
  }
}
