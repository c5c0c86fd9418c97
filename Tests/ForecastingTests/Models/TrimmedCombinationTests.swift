import Foundation
import Testing

@testable import Forecasting

@Suite struct TrimmedCombinationTests {
  private let model = TrimmedCombination()

  @Test func theOuterTwoAreDropped() {
    #expect(Array(TrimmedMean.kept([5, 1, 9, 3])) == [3, 5])
    #expect(Array(TrimmedMean.kept([2, 1])) == [1, 2])
    #expect(TrimmedMean.mean([3, 5][...]) == 4)
    #expect(abs(TrimmedMean.logarithmicSpread([1, M_E][...]) - 0.5) < 1e-12)
  }

  /// By hand: the last 60 values span 0...10, so that 30 and, for a series that once was negative, -20 are the ends.
  @Test func theGateIsTwiceTheRangeOfFiveYears() {
    let values = [1000] + (0..<60).map { Double($0 % 11) }
    #expect(PlausibilityGate(values[...]).admit(99) == 30)
    #expect(PlausibilityGate(values[...]).admit(-5) == 0)
    #expect(PlausibilityGate(([-1] + values)[...]).admit(-99) == -20)
    #expect(PlausibilityGate(values[...]).admit(12.5) == 12.5)
  }

  @Test func aForecastIsTheTrimmedMeanOfItsMembers() throws {
    let series = try ModelFixture.shared.get().series("air")
    let fit = try model.fit(series, settings: EngineSettings())
    #expect(fit.rung == "of_9")
    let members = try fit.state.components.map {
      try ModelRegistry.model(named: $0.model).predict($0.state, series, horizons: 12)
    }
    let points = model.predict(fit.state, series, horizons: 12)
    for step in 0..<12 {
      let sorted = members.map { $0[step] }.sorted()
      #expect(abs(points[step] - sorted[1...7].reduce(0, +) / 7) < 1e-9 * points[step])
    }
  }

  @Test func aShortSeriesSaysWhichMembersAreMissing() throws {
    let series = try ModelFixture.shared.get().series("air").prefix(20)
    let fit = try model.fit(series, settings: EngineSettings())
    #expect(fit.reason.contains("without burg_seasonal_difference: it has 20 of the 26 months"))
    #expect(fit.reason.contains("without ces_full"))
  }

  @Test func rareDemandGetsTheModelsForIt() throws {
    let series = try ModelFixture.shared.get().series("sparse")
    let fit = try model.fit(series, settings: EngineSettings())
    #expect(fit.state.components.map(\.model) == ["sba", "tsb", "imapa"])
    #expect(fit.reason.hasPrefix("demand is intermittent"))
  }

  /// Growth that no history supports is held, and the reason names the horizons.
  @Test func aHeldForecastIsTold() throws {
    let values = (0..<36).map { Double(sign: .plus, exponent: $0, significand: 1) }
    let series = TimeSeries(values, firstMonth: Month(year: 2010, month: 1))
    let fit = try model.fit(series, settings: EngineSettings())
    let highest = 3 * values[35] - 2 * values[0]
    #expect(model.predict(fit.state, series, horizons: 12)[11] <= highest)
    #expect(fit.reason.contains("held within"))
    #expect(fit.reason.hasSuffix("12"))
  }

  @Test(arguments: EdgeSeries.finite.filter { !$0.name.hasSuffix("months") || $0.values.count % 9 == 3 })
  func intervalsAreFiniteAndOrdered(edge: EdgeSeries) {
    guard let fit = try? model.fit(edge.series, settings: EngineSettings()) else { return }
    let points = model.predict(fit.state, edge.series, horizons: 24)
    let bounds = model.intervals(fit.state, edge.series, horizons: 24, calibration: .none)
    for step in 0..<24 {
      let ordered = [
        bounds.lower95[step], bounds.lower80[step], 0, bounds.upper80[step], bounds.upper95[step],
      ]
      #expect(ordered.allSatisfy { $0.isFinite })
      #expect(ordered == ordered.sorted())
      if edge.values.allSatisfy({ $0 >= 0 }) { #expect(points[step] + bounds.lower95[step] >= 0) }
    }
  }

  /// Relative to the forecast no interval is narrower than that of the month before.
  @Test func intervalsWidenWithTheHorizon() throws {
    let series = try ModelFixture.shared.get().series("air")
    let fit = try model.fit(series, settings: EngineSettings())
    let points = model.predict(fit.state, series, horizons: 18)
    let bounds = model.intervals(fit.state, series, horizons: 18, calibration: .none)
    let widths = (0..<18).map { (bounds.upper80[$0] - bounds.lower80[$0]) / points[$0] }
    for step in 1..<18 { #expect(widths[step] > 0.98 * widths[step - 1]) }
    #expect(widths[17] > 1.5 * widths[0])
  }

  /// By hand: errors that reach twice the bounds four times in ten ask for intervals twice as wide.
  @Test func calibrationMovesPartOfTheWay() {
    let offsets = IntervalOffsets(lower80: [-1], upper80: [2], lower95: [-3], upper95: [6])
    let backtests = (0..<200).map { index in
      (points: [10.0], offsets: offsets, actuals: [index % 5 < 3 ? 10.5 : (index % 2 == 0 ? 14.0 : 8.0)])
    }
    let calibration = IntervalCalibration(backtests)
    #expect(abs(calibration.factor80(0) - pow(2, 0.6)) < 1e-12)
    #expect(abs(calibration.factor95(0) - pow(4.0 / 6, 0.6)) < 1e-12)
    #expect(calibration.factor80(5) == calibration.factor80(0))
    #expect(IntervalCalibration(Array(backtests.prefix(99))).factor80(0) == 1)
  }
}
