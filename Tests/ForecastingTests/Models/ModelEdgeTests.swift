import Testing

@testable import Forecasting

/// What every model must hold to, whatever the series.
@Suite struct ModelEdgeTests {
  private static let models = ModelRegistry.models
  private static let names = models.map(\.name)
  private static let broken = [
    EdgeSeries("empty", []),
    EdgeSeries("a gap", (0..<40).map { $0 == 17 ? .nan : Double($0) }),
    EdgeSeries("infinite", (0..<40).map { $0 == 39 ? .infinity : Double($0) }),
    EdgeSeries("1e300", (0..<40).map { 1e300 * (1 + 0.01 * Double($0)) }),
    EdgeSeries("-1e300", (0..<40).map { -1e300 * (1 + 0.01 * Double($0 % 7)) }),
    EdgeSeries("1e308", Array(repeating: 1.7e308, count: 40)),
  ]
  /// Every shape, and the lengths at which models begin to apply.
  private static let shapes = EdgeSeries.finite.filter { edge in
    !edge.name.hasSuffix("months") || [3, 5, 7, 12, 15, 24, 26, 37].contains(edge.values.count)
  }
  /// The registry's first models answer only for what the engine hands them.
  private static let robust = names.filter { !["naive", "seasonal_naive", "linear_regression"].contains($0) }

  /// Each model on all the series at once: finite forecasts or a reason.
  @Test(arguments: robust) func everySeriesIsForecastOrRefusedWithAReason(name: String) throws {
    let model = try ModelRegistry.model(named: name)
    let edges = Self.shapes + Self.broken
    let results = model.fit(batch: edges.map(\.series), settings: EngineSettings())
    #expect(results.count == edges.count)
    for (edge, result) in zip(edges, results) {
      switch result {
      case .success(let fit):
        let points = model.predict(fit.state, edge.series, horizons: 12)
        #expect(points.count == 12)
        #expect(points.allSatisfy { $0.isFinite }, "\(name) on \(edge)")
        let fitted = model.fitted(fit.state, edge.series)
        #expect(fitted.start + fitted.values.count == edge.values.count, "\(name) on \(edge)")
      case .failure(let unsuitable):
        #expect(unsuitable.reason.count > 10, "\(name) on \(edge)")
      }
    }
    for (edge, result) in zip(edges, results) where ["empty", "a gap", "infinite"].contains(edge.name) {
      #expect(throws: Unsuitable.self) { try result.get() }
    }
  }

  /// Each model as the one that is asked for: series that it does not suit, and those that cannot be used, say so by
  /// name; the others go on.
  @Test(arguments: names) func whatAModelDoesNotSuitIsForecastByAnotherOrNamed(name: String) throws {
    let edges = Self.shapes.filter { $0.values.count < 40 } + Self.broken
    var settings = EngineSettings()
    settings.model = name
    settings.backtestOrigins = 0
    let asOf = Month(year: 2013, month: 11)
    let panel = try Panel(
      asOf: asOf, values: edges.flatMap(\.values),
      offsets: edges.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.values.count) },
      firstMonths: edges.map { asOf - $0.values.count + 1 })
    let (fits, forecasts) = try Engine.forecast(panel, settings: settings)
    #expect(fits.count == edges.count && forecasts.count == edges.count)
    for (edge, (fit, forecast)) in zip(edges, zip(fits, forecasts)) {
      let isUsable = !["empty", "infinite", "1e300", "-1e300", "1e308"].contains(edge.name)
      #expect((fit.rung != SeriesFit.noForecast) == isUsable, "\(name) on \(edge): \(fit.reason)")
      guard isUsable else {
        #expect(forecast.points.isEmpty && fit.reason.contains("no "), "\(name) on \(edge)")
        continue
      }
      let offsets = forecast.offsets
      let numbers =
        forecast.points + offsets.lower95 + offsets.lower80 + offsets.upper80 + offsets.upper95
      #expect(numbers.count == 60 && numbers.allSatisfy { $0.isFinite }, "\(name) on \(edge)")
      #expect(
        fit.model == name || fit.reason.contains("\(name) was not used: "), "\(name) on \(edge): \(fit.reason)")
    }
  }

  /// Alone, in company and in another order: the same bits.
  @Test(arguments: robust) func companyChangesNothing(name: String) throws {
    let model = try ModelRegistry.model(named: name)
    let fixture = try ModelFixture.shared.get()
    var batch = fixture.series.keys.sorted().map { fixture.series($0) }
    batch = batch.map { $0.prefix(61) } + [30, 49, 37].map { batch[0].prefix($0) }
    let settings = EngineSettings()
    let together = model.fit(batch: batch, settings: settings)
    let reversed = model.fit(batch: batch.reversed(), settings: settings)
    #expect(together == reversed.reversed())
    for (series, result) in zip(batch, together).suffix(3) {
      #expect(result == model.fit(batch: [series], settings: settings)[0])
    }
  }

  /// Another unit of money changes nothing but the unit. Powers of two round nothing; logarithms do.
  @Test(arguments: robust) func unitsDoNotMatter(name: String) throws {
    let unit = 0.0625
    let model = try ModelRegistry.model(named: name)
    let fixture = try ModelFixture.shared.get()
    for key in ["air", "walk"] {
      let series = fixture.series(key).prefix(49)
      let scaled = TimeSeries(series.values.map { $0 * unit }, firstMonth: series.firstMonth)
      let points = model.predict(try model.fit(series, settings: .init()).state, series, horizons: 12)
      let others = model.predict(try model.fit(scaled, settings: .init()).state, scaled, horizons: 12)
      for (point, other) in zip(points, others) {
        #expect(abs(other / unit / point - 1) < 2e-3, "\(name) \(key)")
      }
    }
  }

  /// Those that have one-step forecasts and are meant for regular series.
  private static let regular = robust.filter {
    !["block_theta", "croston", "sba", "tsb", "adida", "imapa"].contains($0)
  }

  /// One-step forecasts of a regular series are closer than the last value is.
  @Test(arguments: regular) func fittedValuesBeatTheLastValue(name: String) throws {
    let model = try ModelRegistry.model(named: name)
    let series = try ModelFixture.shared.get().series("air").prefix(97)
    let fitted = model.fitted(try model.fit(series, settings: .init()).state, series)
    let start = max(fitted.start, 24)
    let errors = (start..<series.count).map { abs(series.values[$0] - fitted.values[$0 - fitted.start]) }
    let naive = (start..<series.count).map { abs(series.values[$0] - series.values[$0 - 1]) }
    #expect(errors.reduce(0, +) < naive.reduce(0, +))
  }
}
