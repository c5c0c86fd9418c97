import Domains
import Testing

@testable import Packs

/// Worked examples of the rules for printed numbers.
@Suite struct NumberStyleTests {
  let style: NumberStyle

  init() throws { style = try Sample.definition().numbers }

  @Test(arguments: [
    ("5197123.45", "5,197", "+5,197"), ("499.99", "0", "0"), ("500.00", "1", "+1"), ("-499.99", "0", "0"),
    ("-500.00", "−1", "−1"), ("0.00", "0", "0"), ("-605204.00", "−605", "−605"),
    ("9999999999999999.99", "10,000,000,000,000", "+10,000,000,000,000"),
  ])
  func money(stored: String, level: String, variance: String) throws {
    let amount = try #require(Amount(stored, decimals: 2))
    #expect(style.money(amount) == level)
    #expect(style.variance(amount) == variance)
  }

  @Test(arguments: [
    (1.057, "+106\u{a0}%"), (-0.152, "−15\u{a0}%"), (0.0, "0\u{a0}%"), (-0.001, "0\u{a0}%"),
    (3.0, "+300\u{a0}%"), (3.001, "> 300\u{a0}%"), (18.55, "> 300\u{a0}%"), (-3.5, "< −300\u{a0}%"),
  ])
  func percent(fraction: Double, text: String) { #expect(style.percent(fraction) == text) }

  @Test func sharesAndPoints() {
    #expect(style.share(0.1394) == "13.9\u{a0}%")
    #expect(style.share(0.167) == "16.7\u{a0}%")
    #expect(style.points(1.04) == "+1.0\u{a0}pp")
    #expect(style.points(-0.04) == "0.0\u{a0}pp")
  }

  @Test(arguments: [
    ("48052123.00", "48.1\u{a0}M"), ("-7999999.00", "−8.0\u{a0}M"), ("725000.00", "725\u{a0}k"),
  ])
  func sentences(stored: String, text: String) throws {
    #expect(style.sentence(try #require(Amount(stored, decimals: 2))) == text)
  }

  @Test(arguments: [(0, "12,345"), (3, "12,345.000")])
  func exactKeepsEveryDecimal(decimals: Int, text: String) throws {
    #expect(style.exact(try #require(Amount("12345", decimals: decimals))) == text)
  }
}
