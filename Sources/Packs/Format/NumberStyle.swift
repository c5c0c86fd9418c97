import Domains
import StrictYAML

/// How numbers are written for readers: separators, scale, percent limit. One style for the whole pack.
public struct NumberStyle: Hashable, Sendable {
  public var thousands: String
  public var decimal: String
  public var scale: Scale
  /// Decimals of scaled money.
  public var decimals: Int
  /// In percent: what lies beyond prints as `> 300 %`.
  public var percentLimit: Int

  public enum Scale: String, Hashable, Sendable, CaseIterable {
    case none, k
    case m = "M"

    /// Powers of ten.
    var exponent: Int {
      switch self {
      case .none: 0
      case .k: 3
      case .m: 6
      }
    }
  }

  init(_ value: YAMLValue, percentLimit: Int) throws(YAMLError) {
    let keys = try value.mapping()
    thousands = try keys.required("thousands").string()
    decimal = try keys.required("decimal").string()
    scale = try keys.required("scale").choice()
    decimals = try keys.required("decimals").integer(in: 0...3)
    self.percentLimit = percentLimit
    try keys.finish()
  }

  /// `USD k`.
  func unit(_ unit: String) -> String { scale == .none ? unit : "\(unit) \(scale.rawValue)" }

  /// `5,197`: rounded half away from zero in whole numbers.
  func money(_ amount: Amount) -> String { scaled(amount, exponent: scale.exponent, decimals: decimals) }

  /// `5,197,123.45`: every decimal that is stored.
  func exact(_ amount: Amount) -> String { scaled(amount, exponent: 0, decimals: amount.decimals) }

  /// `+2,671`, `−12`, `0`.
  func variance(_ amount: Amount) -> String { Self.signed(money(amount)) }

  /// `48.1 M`: for sentences, in millions with one decimal from a million up, else as in tables.
  func sentence(_ amount: Amount) -> String {
    if abs(amount.doubleValue) >= 1e6 { return scaled(amount, exponent: 6, decimals: 1) + "\u{a0}M" }
    return money(amount) + (scale == .none ? "" : "\u{a0}\(scale.rawValue)")
  }

  /// `+106 %` of the fraction 1.06; beyond the limit `> 300 %`.
  func percent(_ fraction: Double) -> String {
    let limit = Double(percentLimit) / 100
    if fraction > limit { return "> \(percentLimit)\u{a0}%" }
    if fraction < -limit { return "< \u{2212}\(percentLimit)\u{a0}%" }
    return Self.signed(fixed(fraction * 100, 0)) + "\u{a0}%"
  }

  /// `13.9 %` of the fraction 0.139.
  func share(_ fraction: Double) -> String { fixed(fraction * 100, 1) + "\u{a0}%" }

  /// `+1.0 pp`.
  func points(_ points: Double) -> String { Self.signed(fixed(points, 1)) + "\u{a0}pp" }

  func count(_ count: Int) -> String { fixed(Double(count), 0) }

  /// `value` with `decimals` digits and separators, a real minus sign, never a negative zero.
  func fixed(_ value: Double, _ decimals: Int) -> String {
    guard let amount = Amount(rounding: value, decimals: decimals) else { return "n/a" }
    return scaled(amount, exponent: 0, decimals: decimals)
  }

  private func scaled(_ amount: Amount, exponent: Int, decimals: Int) -> String {
    let shift = amount.decimals + exponent - decimals
    var magnitude = amount.scaled.magnitude
    if shift > 0 {
      let divisor = (0..<min(shift, 19)).reduce(UInt64(1)) { product, _ in product * 10 }
      let (quotient, remainder) = magnitude.quotientAndRemainder(dividingBy: divisor)
      magnitude = quotient + (remainder >= divisor - remainder ? 1 : 0)
    }
    var digits = Array(String(magnitude).utf8)
    if shift < 0 { digits += [UInt8](repeating: UInt8(ascii: "0"), count: -shift) }
    while digits.count <= decimals { digits.insert(UInt8(ascii: "0"), at: 0) }
    let whole = digits.count - decimals
    var text = amount.scaled < 0 && magnitude > 0 ? "\u{2212}" : ""
    for (position, digit) in digits.enumerated() {
      if position == whole {
        text += decimal
      } else if position > 0, position < whole, (whole - position) % 3 == 0 {
        text += thousands
      }
      text.unicodeScalars.append(Unicode.Scalar(digit))
    }
    return text
  }

  private static func signed(_ text: String) -> String {
    let isZero = !text.utf8.contains { (UInt8(ascii: "1")...UInt8(ascii: "9")).contains($0) }
    return isZero || text.hasPrefix("\u{2212}") ? text : "+" + text
  }
}
