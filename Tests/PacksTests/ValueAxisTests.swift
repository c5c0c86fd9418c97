import Testing

@testable import Packs

/// The bar to compare charts by lies within its chart, whatever side of zero the values are on.
@Suite struct ValueAxisTests {
  private static let cases: [(values: [Double], expected: Double)] = [
    ([725, -87, 1_004], 1_000), ([725, -387], 100), ([-20, -940], -100), ([3, -1_200], -1_000), ([0.4], 0.1),
    ([], 1),
  ]

  @Test(arguments: cases)
  func theBarFits(values: [Double], expected: Double) {
    let axis = ValueAxis(values, top: 18, bottom: 118)
    let bar = axis.scaleBar
    #expect(bar.length < 0 ? -bar.value == expected : bar.value == expected)
    let end = axis.y(0) - bar.length
    #expect(end >= 18 - 1e-9 && end <= 118 + 1e-9)
    // A unit is as long on the bar as on the axis.
    #expect(abs(end - axis.y(bar.length < 0 ? -bar.value : bar.value)) < 1e-9)
  }
}
