import Testing

@testable import Forecasting

/// Forecasts against statsforecast 2.1 and, for ARIMA, a conditional least squares of its own.
@Suite struct PeerTests {
  private static func points(_ model: some ForecastModel, _ series: TimeSeries) throws -> [Double] {
    var settings = EngineSettings()
    settings.horizons = try ModelFixture.shared.get().horizons
    return model.predict(
      try model.fit(series, settings: settings).state, series, horizons: settings.horizons)
  }

  private static func expectClose(
    _ model: some ForecastModel, _ peer: String, _ name: String, within tolerance: Double
  ) throws {
    let fixture = try ModelFixture.shared.get()
    let expected = try #require(fixture.expected[peer]?[name])
    for (point, expected) in zip(try points(model, fixture.series(name)), expected) {
      #expect(abs(point / expected - 1) < tolerance, "\(peer) \(name): \(point), not \(expected)")
    }
  }

  @Test(arguments: ["croston", "sba", "tsb", "adida", "imapa"]) func intermittentMethods(name: String) throws {
    let model = try ModelRegistry.model(named: name)
    try Self.expectClose(try #require(model as? IntermittentModel), name, "sparse", within: 1e-4)
  }

  /// The first states are found the same way; searches end at different places of a flat valley.
  @Test(arguments: zip(["N", "S", "P", "F"], [ComplexForm.none, .simple, .partial, .full]))
  func complexSmoothing(peer: String, form: ComplexForm) throws {
    let model = ComplexExponentialSmoothing(name: "form", forms: [form], minimumCount: 24)
    try Self.expectClose(model, "ces_\(peer)", "air", within: 0.02)
  }

  /// Without a season both estimate the same first states.
  @Test(arguments: ["ANN", "MNN", "AAN", "AAdN"], ["air", "walk"])
  func exponentialSmoothingWithoutSeason(form: String, series: String) throws {
    let model = ExponentialSmoothing(
      name: "form", forms: SmoothingForm.all.filter { $0.description == form },
      plan: .init(prefersLogarithm: false, yearWeight: nil), greatestPhi: 0.98)
    try Self.expectClose(model, "ets_\(form)", series, within: 0.01)
  }

  @Test func admissibleFormsAreTheFifteenWithoutMultiplicativeTrend() {
    #expect(
      SmoothingForm.all.map(\.description) == [
        "ANN", "ANA", "AAN", "AAA", "AAdN", "AAdA", "MNN", "MNA", "MNM", "MAN", "MAA", "MAM", "MAdN", "MAdA",
        "MAdM",
      ])
  }

  @Test(arguments: [(0, 1), (1, 1), (2, 0)]) func arimaOnLogarithms(p: Int, q: Int) throws {
    let model = ArimaModel(
      name: "order", plan: .init(prefersLogarithm: true, yearWeight: nil),
      seasonalOrders: [ArimaOrder(p, 1, q, seasonal: (0, 1, 1))], plainOrders: [])
    try Self.expectClose(model, "arima_\(p)1\(q)", "air", within: 2e-3)
  }
}
