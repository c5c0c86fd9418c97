import Foundation
import Testing

@testable import Forecasting

@Suite struct EngineTests {
  private static func panel(_ series: [[Double]]) throws -> Panel {
    let asOf = Month(year: 2013, month: 11)
    return try Panel(
      asOf: asOf, values: Array(series.joined()),
      offsets: series.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) },
      firstMonths: series.map { asOf - $0.count + 1 })
  }

  private static func isValid(_ offsets: IntervalOffsets, horizons: Int) -> Bool {
    let bounds = [offsets.lower80, offsets.upper80, offsets.lower95, offsets.upper95]
    guard bounds.allSatisfy({ $0.count == horizons && $0.allSatisfy(\.isFinite) }) else { return false }
    return (0..<horizons).allSatisfy { index in
      let now = bounds.map { $0[index] }
      let before = bounds.map { index == 0 ? 0 : $0[index - 1] }
      return now[2] <= now[0] && now[0] <= 0 && 0 <= now[1] && now[1] <= now[3]
        && now[0] <= before[0] && before[1] <= now[1] && now[2] <= before[2] && before[3] <= now[3]
    }
  }

  @Test(arguments: EdgeSeries.finite)
  func everyFiniteSeriesIsForecastWithOrderedIntervals(edge: EdgeSeries) throws {
    let panel = try Self.panel([edge.values])
    let grouping = Grouping(levels: [GroupLevel(name: "total", nodes: [[0]])])
    let training = try Engine.train(panel, grouping: grouping, settings: EngineSettings())
    let predictions = try Engine.predict(training, panel: panel, grouping: grouping)
    let leaf = predictions.leaves[0]
    #expect(leaf.points.count == 12)
    #expect(leaf.points.allSatisfy { $0.isFinite })
    #expect(Self.isValid(leaf.offsets, horizons: 12))
    #expect(Self.isValid(predictions.levels[0][0].offsets, horizons: 12))
    #expect(predictions.levels[0][0].reconciled == leaf.points)
    #expect(training.leaves[0].rung != SeriesFit.noForecast)
    #expect(!training.leaves[0].reason.isEmpty)
    let json = try JSONEncoder().encode(training)
    #expect(try JSONDecoder().decode(Training.self, from: json) == training)
  }

  /// Bounds in order and finite; relative widths may shrink in the unit of the series.
  private static func isOrdered(_ offsets: IntervalOffsets, horizons: Int) -> Bool {
    offsets.lower95.count == horizons
      && (0..<horizons).allSatisfy { index in
        let bounds = [
          offsets.lower95[index], offsets.lower80[index], 0, offsets.upper80[index], offsets.upper95[index],
        ]
        return bounds.allSatisfy(\.isFinite) && bounds == bounds.sorted()
      }
  }

  @Test func theDefaultForecastsEveryFiniteSeriesAndSaysWhichModelItTook() throws {
    var settings = EngineSettings()
    settings.model = ModelLadder.defaultName
    settings.backtestOrigins = 2
    let panel = try Self.panel(EdgeSeries.finite.map(\.values))
    let one = try Engine.forecast(panel, settings: settings, cores: 1)
    let many = try Engine.forecast(panel, settings: settings, cores: 5)
    #expect(one.fits == many.fits)
    #expect(one.forecasts == many.forecasts)
    for (edge, forecast) in zip(EdgeSeries.finite, one.forecasts) {
      #expect(forecast.points.count == 12 && forecast.points.allSatisfy { $0.isFinite }, "\(edge)")
      #expect(Self.isOrdered(forecast.offsets, horizons: 12), "\(edge)")
    }
    func model(_ name: String) -> String? {
      zip(EdgeSeries.finite, one.fits).first { $0.0.name == name }?.1.model
    }
    #expect(model("intermittent") == "imapa")
    #expect(model("exactly linear") == "combination")
    #expect(model("23 months") == "linear_regression")
  }

  @Test func aTrainingByTheDefaultSurvivesTheDatabase() throws {
    var settings = EngineSettings()
    settings.model = ModelLadder.defaultName
    settings.backtestOrigins = 2
    let (panel, series) = try DemoPanel("sales").panel(asOf: DemoPanel.lastMonth)
    let grouping = try DemoPanel("sales").grouping(series)
    let training = try Engine.train(panel, grouping: grouping, settings: settings)
    let restored = try JSONDecoder().decode(Training.self, from: try JSONEncoder().encode(training))
    #expect(restored == training)
    let predictions = try Engine.predict(restored, panel: panel, grouping: grouping)
    let direct = try Engine.predict(training, panel: panel, grouping: grouping)
    #expect(predictions == direct)
    #expect(Set(training.leaves.map(\.model)).contains("combination"))
  }

  @Test(arguments: EdgeSeries.finite) func amidOtherSeriesIntervalsStayOrdered(edge: EdgeSeries) throws {
    let panel = try Self.panel([edge.values, [1], (0..<36).map { Double($0 * 31 % 17) }, []])
    let training = try Engine.train(panel, grouping: .none, settings: EngineSettings())
    for fit in training.leaves.prefix(3) { #expect(Self.isValid(fit.offsets, horizons: 12)) }
    #expect(training.leaves[3].rung == SeriesFit.noForecast)
  }

  @Test func anythingButANumberIsNamedAndCutOff() throws {
    let good: [Double] = (0..<20).map { Double(5 + $0 * 3 % 7) }
    var hole = good
    hole[4] = .nan
    let panel = try Self.panel([good, hole, good.dropLast() + [.infinity], [1e300], []])
    let grouping = Grouping(levels: [GroupLevel(name: "total", nodes: [[0, 1, 2, 3, 4]])])
    let training = try Engine.train(panel, grouping: grouping, settings: EngineSettings())
    #expect(training.leaves[0].state != nil)
    #expect(training.leaves[1].reason.hasPrefix("2012-08 is no number within 1e150: only the months after it"))
    #expect(training.leaves[1].usableRows == 12)
    #expect(training.leaves[2].reason == "its last month, 2013-11, is no number within 1e150")
    #expect(training.leaves[3].state == nil)
    #expect(training.leaves[4].reason == "it has no month at all")
    let predictions = try Engine.predict(training, panel: panel, grouping: grouping)
    #expect(predictions.leaves.map(\.points.count) == [12, 12, 0, 0, 0])
    let sum = zip(predictions.leaves[0].points, predictions.leaves[1].points).map(+)
    #expect(predictions.levels[0][0].reconciled == sum)
    #expect(predictions.levels[0][0].base.isEmpty)
  }

  @Test func upperValuesAreSumsOfTheirLeaves() throws {
    let (panel, series) = try DemoPanel("sales").panel(asOf: DemoPanel.lastMonth)
    let grouping = try DemoPanel("sales").grouping(series)
    var settings = EngineSettings()
    settings.backtestOrigins = 3
    let training = try Engine.train(panel, grouping: grouping, settings: settings)
    let predictions = try Engine.predict(training, panel: panel, grouping: grouping)
    for (level, forecasts) in zip(grouping.levels, predictions.levels) {
      for (node, forecast) in zip(level.nodes, forecasts) {
        for horizon in 0..<12 {
          let sum = node.reduce(0) { $0 + predictions.leaves[$1].points[horizon] }
          #expect(forecast.reconciled[horizon] == sum)
          #expect(abs(forecast.base[horizon] + forecast.difference[horizon] - sum) < 1e-6)
        }
      }
    }
  }

  @Test func oneCoreAndManyGiveTheSameBits() throws {
    let (panel, series) = try DemoPanel("profit").panel(asOf: DemoPanel.lastMonth)
    let grouping = try DemoPanel("profit").grouping(series)
    let one = try Engine.train(panel, grouping: grouping, settings: EngineSettings(), cores: 1)
    let many = try Engine.train(panel, grouping: grouping, settings: EngineSettings(), cores: 7)
    #expect(one == many)
  }

  @Test func theOrderOfSeriesDoesNotMatter() throws {
    let demo = try DemoPanel("sales")
    let (panel, _) = try demo.panel(asOf: DemoPanel.lastMonth)
    let reversed = try Self.panel((0..<panel.count).reversed().map { Array(panel[$0].values) })
    let training = try Engine.train(panel, grouping: .none, settings: EngineSettings())
    let mirrored = try Engine.train(reversed, grouping: .none, settings: EngineSettings())
    for (fit, twin) in zip(training.leaves, mirrored.leaves.reversed()) {
      #expect(fit.state == twin.state)
      #expect(fit.rung == twin.rung)
    }
  }

  @Test func seriesMayEndApartButCannotBeAddedUpThen() throws {
    let values = (0..<40).map { Double($0 * 31 % 17) }
    let early = TimeSeries(values, firstMonth: Month(year: 1990, month: 3))
    let late = TimeSeries(values, firstMonth: Month(year: 2000, month: 3))
    let panel = try Panel(endingApart: [early, late])
    let result = try Engine.forecast(panel, settings: EngineSettings())
    // The same numbers in the same calendar months.
    #expect(result.forecasts[0] == result.forecasts[1])
    #expect(throws: ForecastingError.self) {
      let grouping = Grouping(levels: [GroupLevel(name: "total", nodes: [[0, 1]])])
      _ = try Engine.train(panel, grouping: grouping, settings: EngineSettings())
    }
    #expect(throws: ForecastingError.self) { try Panel(endingApart: []) }
  }

  @Test func aTrainingFitsOnlyItsPanel() throws {
    let panel = try Self.panel([[1, 2, 3]])
    let training = try Engine.train(panel, grouping: .none, settings: EngineSettings())
    #expect(throws: ForecastingError.self) {
      try Engine.predict(training, panel: try Self.panel([[1, 2, 3], [4]]), grouping: .none)
    }
    #expect(
      throws: ForecastingError.malformedGrouping(
        "level country lacks a leaf, or has a node that is empty or not sorted")
    ) {
      let grouping = Grouping(levels: [GroupLevel(name: "country", nodes: [[0], []])])
      _ = try Engine.train(panel, grouping: grouping, settings: EngineSettings())
    }
    var settings = EngineSettings()
    settings.model = "crystal_ball"
    #expect(throws: ForecastingError.self) {
      try Engine.train(panel, grouping: .none, settings: settings)
    }
    #expect(throws: ForecastingError.self) {
      try Panel(
        asOf: DemoPanel.lastMonth, values: [1], offsets: [0, 1], firstMonths: [DemoPanel.lastMonth - 1])
    }
  }
}
