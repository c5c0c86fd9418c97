import Testing

@testable import Forecasting

/// Forecasts against independent implementations of the same formulas.
@Suite struct ModelReferenceTests {
  @Test(
    arguments: [
      "theta", "optimised_theta", "dynamic_optimised_theta", "block_theta", "burg_seasonally_adjusted",
      "burg_seasonal_difference", "burg_difference",
    ], ["air", "walk", "signed"])
  func forecastsAgree(name: String, series: String) throws {
    let fixture = try ModelFixture.shared.get()
    let expected = try #require(fixture.expected[name]?[series])
    let model = try ModelRegistry.model(named: name)
    var settings = EngineSettings()
    settings.horizons = fixture.horizons
    let fit = try model.fit(fixture.series(series), settings: settings)
    let points = model.predict(fit.state, fixture.series(series), horizons: fixture.horizons)
    let size = expected.map { abs($0) }.max() ?? 0
    #expect(points.count == expected.count)
    // A search that stops at 1e-4 of its parameter moves a forecast by less than this.
    for (point, expected) in zip(points, expected) { #expect(abs(point - expected) <= 1e-4 * size) }
  }
}
