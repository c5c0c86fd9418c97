import Testing

@testable import Forecasting

/// Measures against an example worked by hand.
@Suite struct EvaluationTests {
  /// 14 months 10, 20, …, 140 of which the last two are forecast as 100 (from month 12) and 150 (from month 13).
  private static var backtest: Backtest {
    var backtest = Backtest(
      series: TimeSeries((1...14).map { Double($0 * 10) }, firstMonth: Month(year: 2012, month: 1)),
      horizons: 2, origins: 2)
    backtest.replace(0, with: [150, 0])
    backtest.replace(1, with: [100, 120])
    return backtest
  }

  private func row(_ method: EvaluationMethod, _ horizon: Int) throws -> EvaluationRow {
    var regression = Self.backtest
    regression.replace(0, with: [141, 0])
    let rows = Evaluation.rows(
      level: "leaf", final: [Self.backtest], base: [Self.backtest], regression: [regression], horizons: 2)
    return try #require(rows.first { $0.node == 0 && $0.method == method && $0.horizon == horizon })
  }

  @Test func errorsAreActualMinusForecast() throws {
    // h = 1: 140 - 150 = -10 and 130 - 100 = 30; h = 2: 140 - 120 = 20.
    let one = try row(.model, 1)
    #expect(one.pairs == 2)
    #expect(one.bias == 10)
    #expect(one.mae == 20)
    #expect(one.rmse == 500.0.squareRoot())
    #expect(one.wape == 40.0 / 270)
    #expect(one.biasPercent == 20.0 / 270)
    let two = try row(.model, 2)
    #expect(two.pairs == 1)
    #expect(two.bias == 20)
  }

  @Test func naiveAndSeasonalNaiveStandBeside() throws {
    #expect(try row(.naive, 1).sumAbsoluteError == 20)
    #expect(try row(.naive, 2).sumAbsoluteError == 20)
    // Last year's values: 10 for month 13 and 20 for month 14.
    #expect(try row(.seasonalNaive, 1).sumAbsoluteError == 120 + 120)
    #expect(try row(.seasonalNaive, 2).sumAbsoluteError == 120)
  }

  @Test func linearRegressionStandsBesideWithItsOwnForecasts() throws {
    // 140 - 141 and, as the model, 130 - 100.
    #expect(try row(.linearRegression, 1).sumAbsoluteError == 1 + 30)
  }

  @Test func scaledErrorNeedsThirteenMonths() throws {
    // Only the origin of 13 months has a change over a year: |130 - 10| = 120.
    let one = try row(.model, 1)
    #expect(one.scaledPairs == 1)
    #expect(one.mase == 10.0 / 120)
    #expect(try row(.model, 2).mase == nil)
  }

  @Test func withoutPairsNothingIsClaimed() throws {
    let empty = Backtest(
      series: TimeSeries([5], firstMonth: Month(year: 2012, month: 1)), horizons: 1, origins: 24)
    let row = try #require(
      Evaluation.rows(level: "leaf", final: [empty], base: [empty], regression: [empty], horizons: 1).first)
    #expect(row.pairs == 0)
    #expect(row.rmse == nil && row.mae == nil && row.wape == nil && row.mase == nil && row.bias == nil)
  }

  @Test func aggregateErrorsAreErrorsOfTheAggregate() throws {
    let (panel, series) = try DemoPanel("sales").panel(asOf: DemoPanel.lastMonth)
    let grouping = try DemoPanel("sales").grouping(series)
    var settings = EngineSettings()
    settings.backtestOrigins = 4
    let training = try Engine.train(panel, grouping: grouping, settings: settings)
    // From 2013-10 one month ahead, by hand: a training on the data as of then.
    let (before, known) = try DemoPanel("sales").panel(asOf: DemoPanel.lastMonth - 1)
    let past = try Engine.predict(
      Engine.train(before, grouping: .none, settings: settings), panel: before, grouping: .none)
    #expect(known == series)
    let actual = series.indices.reduce(0) { $0 + panel[$1].values[panel.offsets[$1 + 1] - 1] }
    let forecast = past.leaves.reduce(0) { $0 + $1.points[0] }
    settings.backtestOrigins = 1
    let last = try Engine.train(panel, grouping: grouping, settings: settings)
    let row = try #require(
      last.evaluation.first { $0.level == "total" && $0.node == 0 && $0.method == .final && $0.horizon == 1 })
    #expect(row.pairs == 1)
    #expect(abs(row.sumError - (actual - forecast)) < 1e-6)
    #expect(training.evaluation.first { $0.level == "total" && $0.horizon == 1 }?.pairs == 4)
  }
}
