import Testing

@testable import Forecasting

/// When another model takes a series over, and what is said of it.
@Suite struct ModelChoiceTests {
  private static let first = Month(year: 2010, month: 1)

  /// 40 months; the forecasts of 24 origins are off by `error(origin)` at both horizons.
  private static func backtest(_ error: (Int) -> Double) -> Backtest {
    let series = TimeSeries((0..<40).map { 100 + Double($0 % 5) }, firstMonth: first)
    var backtest = Backtest(series: series, horizons: 2, origins: 24)
    for origin in 0..<24 {
      let seen = backtest.seen(origin)
      backtest.replace(
        origin, with: (0..<2).map { (seen + $0 < 40 ? series.values[seen + $0] : 0) + error(origin) })
    }
    return backtest
  }

  private static func choice(_ incumbent: Backtest, _ challengers: Backtest?...) -> ModelChoice {
    ModelChoice(
      models: ["incumbent"] + challengers.indices.map { "challenger_\($0)" },
      backtests: [incumbent] + challengers, notes: ["", "it is too short", "it is too short"])
  }

  @Test func aClearGainTakesOver() {
    let choice = Self.choice(
      Self.backtest { 10 + Double($0 % 3) }, Self.backtest { $0.isMultiple(of: 2) ? 5 : -5 })
    #expect(choice.chosen == 1)
    #expect(choice.candidates.map(\.model) == ["challenger_0", "incumbent"])
    #expect(choice.candidates[0].score == 5)
    #expect(choice.candidates[1].score == 11)
    #expect(choice.candidates[0].note.hasPrefix("54.55 % smaller errors"))
    #expect(choice.reason == "in 24 origins challenger_0 gains more than noise on incumbent")
  }

  /// Below the margin, however sure; and a gain that comes and goes.
  @Test func aSmallOrUncertainGainDoesNot() {
    #expect(Self.choice(Self.backtest { _ in 10 }, Self.backtest { _ in 9.6 }).chosen == 0)
    let noise = Self.choice(Self.backtest { _ in 10 }, Self.backtest { $0 % 4 < 2 ? 1 : 17 })
    #expect(noise.chosen == 0)
    #expect(noise.reason == "no other model gains more than noise in 24 origins")
  }

  @Test func ofSeveralTheLeastErrorWinsAndTheRestIsTold() {
    let choice = Self.choice(
      Self.backtest { 10 + Double($0 % 3) }, Self.backtest { 5 + Double($0 % 2) },
      Self.backtest { 3 + Double($0 % 2) })
    #expect(choice.chosen == 2)
    let unused = Self.choice(Self.backtest { _ in 10 }, nil, Self.backtest { 3 + Double($0 % 2) })
    #expect(unused.chosen == 2)
    #expect(
      unused.candidates.last == CandidateScore(model: "challenger_0", score: nil, note: "it is too short"))
  }

  @Test func fewOriginsChooseNothing() {
    let series = TimeSeries((0..<20).map { Double($0 % 5) }, firstMonth: Self.first)
    var good = Backtest(series: series, horizons: 1, origins: 19)
    var bad = good
    for origin in 0..<19 {
      good.replace(origin, with: [series.values[good.seen(origin)]])
      bad.replace(origin, with: [99])
    }
    // Seven origins have seen 13 months.
    let choice = Self.choice(bad, good)
    #expect(choice.chosen == 0)
    #expect(choice.reason == "7 origins are too few to choose from: incumbent stays")
  }

  /// By hand: differences 1, 3, 1, 3 have mean 2, variance 1, lag-one covariance -0.75; with Bartlett's weights over
  /// two times 1 - 0.75 = 0.25, so that the statistic is 2 / sqrt(0.25 / 4) = 8. Critical, at b = 1/2, from the table's
  /// polynomial: 2.3263 + 4.1618 / 2 + 0.5368 / 4 - 0.9060 / 8.
  @Test func theStatisticIsTheOneWorkedByHand() {
    let gain = PairedGain([1, 3, 1, 3], [0, 0, 0, 0], bandwidth: 2)
    #expect(gain.mean == 2)
    #expect(abs(gain.statistic - 8) < 1e-12)
    #expect(abs(gain.critical - 4.42815) < 1e-12)
    #expect(PairedGain([2, 2], [1, 1], bandwidth: 1).isBeyondChance)
    #expect(!PairedGain([2, 2], [2, 2], bandwidth: 1).isBeyondChance)
  }

  /// Under no difference: once in a hundred where nothing overlaps, and for 24 origins that share all of twelve months
  /// about eight times (a simulation in numpy gives 7.5).
  @Test(arguments: [(1, 5...40), (12, 100...200)])
  func chanceIsSeldomTakenForAGain(months: Int, expected: ClosedRange<Int>) {
    var seed: UInt64 = 1
    func uniform() -> Double {
      seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(seed >> 11) / Double(1 << 53) - 0.5
    }
    var taken = 0
    for _ in 0..<2000 {
      let noise = (0..<(23 + months)).map { _ in uniform() }
      let means = (0..<24).map { start in noise[start..<(start + months)].reduce(0, +) }
      if PairedGain(means, means.map { _ in 0 }, bandwidth: 12).isBeyondChance { taken += 1 }
    }
    #expect(expected.contains(taken), "\(taken) of 2000")
  }
}
