import Testing

@testable import Forecasting

/// Signals against sums worked by hand.
@Suite struct DriftTests {
  private let january = Month(year: 2012, month: 1)

  @Test func trackingSignalIsTheWeightedShareOfOneSide() throws {
    let errors = [1.0, -1, 1, -1, 1, -1, 1, -1, 1, -1, 1, 3]
    let signal = try #require(TrackingSignal.signal(errors, firstMonth: january))
    var (sum, size) = (0.0, 0.0)
    for (age, error) in errors.reversed().enumerated() {
      let weight = (0..<age).reduce(1.0) { result, _ in result * 0.9 }
      sum += weight * error
      size += weight * abs(error)
    }
    #expect(abs(signal.value - sum / size) < 1e-12)
    #expect(signal.since == nil)
  }

  @Test func trackingSignalAlarmsInTheMonthItPassesTheLimit() throws {
    let errors = [1.0, -1, 1, -1, 1, -1] + Array(repeating: -2, count: 14)
    let signal = try #require(TrackingSignal.signal(errors, firstMonth: january))
    // S(t) = 0.9 S(t-1) + e: sums from the 7th month on, by hand of the same recursion in closed form.
    let balance = [1.0, -1, 1, -1, 1, -1].reduce(0) { 0.9 * $0 + $1 }
    let size = (0..<6).reduce(0.0) { result, _ in 0.9 * result + 1 }
    let first = (1...14).first { count in
      let decay = (0..<count).reduce(1.0) { result, _ in result * 0.9 }
      let added = 2 * (1 - decay) / 0.1
      return (added - decay * balance) / (decay * size + added) > 0.8 && 6 + count >= 12
    }
    #expect(signal.since == january + 5 + (first ?? 0))
    #expect(signal.value < -0.8)
  }

  @Test func cumulativeSumStartsWhereTheShiftBegan() throws {
    let errors = Array(repeating: 0.0, count: 12) + Array(repeating: 2, count: 12)
    let signal = try #require(CumulativeSum.signal(errors, firstMonth: january))
    // Root mean square √2, so that each month of the shift adds √2 - 1/2.
    #expect(abs(signal.value - 12 * (2.0.squareRoot() - 0.5)) < 1e-12)
    #expect(signal.since == january + 12)
    let mirrored = try #require(CumulativeSum.signal(errors.map(-), firstMonth: january))
    #expect(mirrored.value == -signal.value)
    #expect(mirrored.since == signal.since)
  }

  @Test func balancedErrorsRaiseNoAlarm() {
    let errors = (0..<24).map { Double($0 * 7 % 5) - 2 }
    #expect(TrackingSignal.signal(errors, firstMonth: january)?.isAlarm == false)
    #expect(CumulativeSum.signal(errors, firstMonth: january)?.isAlarm == false)
  }

  @Test func populationStabilityComparesFifths() throws {
    // 30 months with six in each fifth, then twelve in the top fifth: counts 6 each and 0, 0, 0, 0, 12.
    let values = (0..<30).map { Double($0 * 7 % 30) } + Array(repeating: 29.5, count: 12)
    let series = TimeSeries(values, firstMonth: january)
    let signal = try #require(PopulationStability.signal(series))
    // Shares (0.5 added to each count): 0.2 before; 0.5/14.5 four times and 12.5/14.5 in the last year.
    let (low, high) = (0.5 / 14.5, 12.5 / 14.5)
    // ln(low / 0.2) = ln(5 / 29) and ln(high / 0.2) = ln(125 / 29).
    let expected = 4 * (low - 0.2) * -1.7578579175523736 + (high - 0.2) * 1.4610179073158271
    #expect(abs(signal.value - expected) < 1e-9)
    #expect(signal.limit == 9.488 * (1.0 / 30 + 1.0 / 12))
    #expect(signal.isAlarm)
  }

  @Test func shortHistoriesAreNotJudged() {
    #expect(TrackingSignal.signal(Array(repeating: 1, count: 11), firstMonth: january) == nil)
    #expect(CumulativeSum.signal(Array(repeating: 1, count: 11), firstMonth: january) == nil)
    let series = TimeSeries(Array(repeating: 1, count: 35), firstMonth: january)
    #expect(PopulationStability.signal(series) == nil)
  }

  @Test func aConstantSeriesIsStable() throws {
    let series = TimeSeries(Array(repeating: 3, count: 60), firstMonth: january)
    let signal = try #require(PopulationStability.signal(series))
    #expect(!signal.isAlarm)
  }
}
