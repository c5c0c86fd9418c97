import Domains
import Testing

@Suite struct AmountTests {
  @Test(arguments: [
    ("0", 2, 0), ("-0.05", 2, -5), ("12.3", 2, 1230), ("12.30", 1, 123), ("-7", 0, -7), (".5", 1, 5),
    ("999999999999999999", 0, 999_999_999_999_999_999),
  ])
  func reads(text: String, decimals: Int, scaled: Int64) {
    #expect(Amount(text, decimals: decimals)?.scaled == scaled)
  }

  @Test(arguments: ["", "-", ".", "1.234", "1,2", "NaN", "1e5", " 1", "--1", "99999999999999999999"])
  func refuses(text: String) {
    #expect(Amount(text, decimals: 2) == nil)
  }

  @Test(arguments: [(-5, 2, "-0.05"), (0, 2, "0.00"), (123_456, 3, "123.456"), (-7, 0, "-7")])
  func writes(scaled: Int64, decimals: Int, text: String) {
    #expect(Amount(scaled: scaled, decimals: decimals).description == text)
  }

  @Test func roundsHalfToEvenAndRefusesWhatIsNotANumber() {
    #expect(Amount(rounding: 2.5, decimals: 0)?.scaled == 2)
    #expect(Amount(rounding: -3.5, decimals: 0)?.scaled == -4)
    #expect(Amount(rounding: .nan, decimals: 2) == nil)
    #expect(Amount(rounding: .infinity, decimals: 2) == nil)
    #expect(Amount(rounding: 1e17, decimals: 2) == nil)
  }
}
