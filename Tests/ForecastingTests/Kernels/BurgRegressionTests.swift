import Testing

@testable import Forecasting

@Suite struct BurgRegressionTests {
  private static func fit(_ values: [Double], order: Int) -> BurgRegression {
    var scratch: [Double] = []
    return BurgRegression(values, maximumOrder: order, scratch: &scratch)
  }

  /// By construction: x(t) = 1.5 x(t-1) - 0.8 x(t-2) + noise, 4,000 values.
  @Test func findsTheCoefficientsOfASecondOrder() {
    var state: UInt64 = 1
    var values: [Double] = [0, 0]
    for _ in 0..<4000 {
      var noise = -6.0
      for _ in 0..<12 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        noise += Double(state >> 11) / Double(UInt64(1) << 53)
      }
      values.append(1.5 * values[values.count - 1] - 0.8 * values[values.count - 2] + noise)
    }
    let found = Self.fit(values, order: 2)
    #expect(found.coefficients.count == 2)
    #expect(abs(found.coefficients[0] - 1.5) < 0.03)
    #expect(abs(found.coefficients[1] + 0.8) < 0.03)
    #expect(abs(found.variance - 1) < 0.08)
  }

  /// By hand: a random walk's deviation grows with the root of the horizon; with one coefficient a the response
  /// is a^i and its sum 1 + a + ….
  @Test func deviationsOfSums() {
    let walk = BurgRegression(coefficients: [], variance: 4).cumulativeDeviations(3)
    #expect(walk == [2, 8.0.squareRoot(), 12.0.squareRoot()])
    let one = BurgRegression(coefficients: [0.5], variance: 1).cumulativeDeviations(3)
    #expect(one == [1, (1 + 2.25).squareRoot(), (1 + 2.25 + 3.0625).squareRoot()])
  }

  /// A response to one shock dies out: the polynomial is stable even where least squares would explode.
  @Test func growthDoesNotExplode() {
    let found = Self.fit((0..<40).map { Double(sign: .plus, exponent: $0, significand: 1) }, order: 10)
    var response: [Double] = [1]
    for time in 1..<400 { response.append(found.forecast(response, at: time)) }
    #expect(abs(response[399]) < 1)
  }

  @Test func constantsAndSinglesHaveNoOrder() {
    #expect(Self.fit(Array(repeating: 0, count: 30), order: 5).coefficients.isEmpty)
    #expect(Self.fit([3], order: 5).coefficients.isEmpty)
    #expect(Self.fit([3], order: 5).variance == 9)
  }
}
