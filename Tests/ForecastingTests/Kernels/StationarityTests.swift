import Testing

@testable import Forecasting

@Suite struct StationarityTests {
  private static func noise(_ count: Int) -> [Double] {
    var state: UInt64 = 11
    return (0..<count).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 11) / Double(UInt64(1) << 53) - 0.5
    }
  }

  @Test func noiseIsStationaryAndItsSumIsNot() {
    let noise = Self.noise(200)
    let walk = noise.indices.map { noise[...$0].reduce(0, +) }
    #expect(Stationarity.isLevelStationary(noise))
    #expect(!Stationarity.isLevelStationary(walk))
    #expect(!Stationarity.isLevelStationary((0..<60).map(Double.init)))
    #expect(Stationarity.isLevelStationary(Array(repeating: 3, count: 60)))
  }

  @Test func seasonsAreStrongOrNot() {
    let season = (0..<72).map { Double([3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8][$0 % 12]) }
    #expect(Stationarity.seasonalStrength(season) > 0.99)
    #expect(Stationarity.seasonalStrength(Self.noise(240)) < 0.3)
    #expect(Stationarity.seasonalStrength(Array(repeating: 2, count: 72)) == 0)
    #expect(Stationarity.seasonalStrength(Array(season.prefix(35))) == 0)
  }

  /// The airline series is differenced once and over a year, as Box and Jenkins (1976) do.
  @Test func theWalkDifferencesTheAirlineSeriesTwice() throws {
    let series = try ModelFixture.shared.get().series("air")
    let scale = ValueScale(series.values, prefersLogarithm: true)
    var search = OrderSearch(series.values.map(scale.transform))
    #expect(search.d == 1)
    #expect(search.seasonalD == 1)
    var tried: Set<ArimaOrder> = []
    while true {
      let orders = search.next()
      if orders.isEmpty { break }
      for order in orders {
        #expect(tried.insert(order).inserted)
        // As if more than one term of either kind were useless.
        search.tell(order, Double(abs(order.q - 1) + abs(order.seasonalQ - 1) + order.p + order.seasonalP))
      }
    }
    #expect(search.best?.order == ArimaOrder(0, 1, 1, seasonal: (0, 1, 1)))
  }
}
