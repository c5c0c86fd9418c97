import Testing

@testable import Forecasting

@Suite struct SeasonalIndexTests {
  private static let pattern: [Double] = [1.3, 0.7, 1.1, 0.9, 1.2, 0.8, 1.05, 0.95, 1.15, 0.85, 1.0, 1.0]

  private static func index(
    _ values: [Double], _ form: SeasonalIndex.Form, yearWeight: Double = 1, isShrunk: Bool = false
  ) -> SeasonalIndex {
    var scratch: [Double] = []
    return SeasonalIndex(values, form: form, yearWeight: yearWeight, isShrunk: isShrunk, scratch: &scratch)
  }

  /// By construction: a level times a pattern of mean 1 has no other season, whatever the weights and shrinking,
  /// since its years do not differ.
  @Test(arguments: [false, true]) func anExactSeasonIsFoundWhole(isShrunk: Bool) {
    let values = (0..<60).map { 50 * Self.pattern[$0 % 12] }
    let index = Self.index(values, .multiplicative, yearWeight: 0.7, isShrunk: isShrunk)
    for position in 0..<12 { #expect(abs(index.factors[position] - Self.pattern[position]) < 1e-12) }
    #expect(index.shrinkage < 1e-12)
  }

  @Test func aLineHasNoSeason() {
    let index = Self.index((0..<48).map { 3 + 0.5 * Double($0) }, .additive)
    for position in 0..<12 { #expect(abs(index.factors[position]) < 1e-12) }
  }

  /// Nine elevenths are taken where the positions differ by no more than chance (James and Stein 1961).
  @Test func noiseIsShrunkToAlmostNothing() {
    var state: UInt64 = 7
    let values = (0..<240).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 11) / Double(UInt64(1) << 53)
    }
    let raw = Self.index(values, .additive)
    let shrunk = Self.index(values, .additive, isShrunk: true)
    #expect(shrunk.shrinkage > 0.4)
    for position in 0..<12 {
      #expect(abs(shrunk.factors[position] - (1 - shrunk.shrinkage) * raw.factors[position]) < 1e-12)
    }
  }

  @Test func belowTwoYearsThereIsNone() {
    let index = Self.index((0..<23).map { Self.pattern[$0 % 12] }, .multiplicative)
    for position in 0..<12 { #expect(index.factors[position] == 1) }
    #expect(index.shrinkage == 1)
  }

  /// A ratio to a trend of 0 is no number: no season, rather than one that is not finite.
  @Test func zerosHaveNoMultiplicativeSeason() {
    let index = Self.index(Array(repeating: 0, count: 36), .multiplicative)
    for position in 0..<12 { #expect(index.factors[position] == 1) }
  }
}
