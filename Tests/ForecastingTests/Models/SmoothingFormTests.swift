import Foundation
import Testing

@testable import Forecasting

/// All fifteen forms of exponential smoothing with the parameters and first states that statsforecast found for the
/// first five years of Box and Jenkins' series G: `Fixtures/models/smoothing_forms.py` makes the file.
@Suite struct SmoothingFormTests {
  private struct Peer: Decodable {
    let values: [Double]
    let forms: [Form]

    struct Form: Decodable {
      let form: String
      let alpha: Double
      let beta: Double
      let gamma: Double
      let phi: Double
      let level: Double
      let slope: Double
      let months: [Double]
      let fitted: [Double]
      /// -2 x the logarithm of the likelihood, without its constants.
      let deviance: Double
      let points: [Double]
    }
  }

  private static func peer() throws -> Peer {
    try JSONDecoder().decode(Peer.self, from: Fixture.data("models/smoothing_forms.json"))
  }

  @Test(arguments: SmoothingForm.all)
  func fittedValuesLikelihoodAndForecastsAgree(form: SmoothingForm) throws {
    let peer = try Self.peer()
    let values = peer.values
    let expected = try #require(peer.forms.first { $0.form == form.description })
    var lanes = SmoothingLanes(form, prepared: [values], greatestPhi: 0.98)
    lanes.keepsForecasts = true
    let first = SmoothingStates<Double>(
      level: expected.level, slope: expected.slope,
      months: form.isSeasonal ? expected.months : Array(repeating: 0, count: SeasonalIndex.period))
    lanes.load(0, states: first, lane: 0)
    let reached = lanes.evaluate(
      SmoothingRecursion(
        form: form, alpha: Lanes(repeating: expected.alpha), beta: Lanes(repeating: expected.beta),
        gamma: Lanes(repeating: expected.gamma), phi: Lanes(repeating: expected.phi)))
    let count = Double(values.count)
    #expect(abs(reached[0] + count * log(count) - expected.deviance) < 1e-6)
    for (forecast, expected) in zip(lanes.forecasts, expected.fitted) {
      #expect(abs(forecast[0] / expected - 1) < 1e-9)
    }
    #expect(lanes.forecasts.count == expected.fitted.count)

    // A state is on the scale of the model; ratios have none.
    let scale = ValueScale(values, prefersLogarithm: false)
    let last = lanes.states[lane: 0]
    let state = ModelState([
      .init("form", [Double(try #require(SmoothingForm.all.firstIndex(of: form)))]),
      .init("alpha", [expected.alpha]), .init("beta", [expected.beta]), .init("gamma", [expected.gamma]),
      .init("phi", [expected.phi]), .init("level", [scale.transform(last.level)]),
      .init("slope", [scale.transform(last.slope)]),
      .init("season", form.season == .multiplicative ? last.months : last.months.map(scale.transform)),
    ])
    let series = TimeSeries(values, firstMonth: Month(year: 1949, month: 1))
    let points = ExponentialSmoothing.automatic.predict(state, series, horizons: expected.points.count)
    for (point, expected) in zip(points, expected.points) { #expect(abs(point / expected - 1) < 1e-9) }
  }

  /// What the search finds: from the shrunk season it is no further from the data than the peer's, whose eleven free
  /// numbers cost eleven parameters.
  @Test(arguments: SmoothingForm.all)
  func aFormOfItsOwnReachesThePeersCriterion(form: SmoothingForm) throws {
    let peer = try Self.peer()
    let expected = try #require(peer.forms.first { $0.form == form.description })
    let model = ExponentialSmoothing(
      name: "form", forms: [form], plan: .init(prefersLogarithm: false, yearWeight: nil), greatestPhi: 0.98,
      countsShrunkSeason: true)
    let series = TimeSeries(peer.values, firstMonth: Month(year: 1949, month: 1))
    let fit = try model.fit(series, settings: .init())
    let reached = try #require(Double(fit.reason.split(separator: " ").last ?? ""))
    let count = Double(series.count)
    let unit = 1 / ValueScale(peer.values, prefersLogarithm: false).transform(1)
    let parameters = Double(form.searched + 1 + (form.isSeasonal ? 11 : 0))
    let peers =
      expected.deviance + 2 * parameters + 2 * parameters * (parameters + 1) / (count - parameters - 1)
    #expect(reached + count * log(count * unit * unit) < peers + 1, "\(form)")
  }
}
