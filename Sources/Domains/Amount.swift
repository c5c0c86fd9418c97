/// An exact decimal number: `scaled` / 10^`decimals`.
///
/// Money and quantities are carried as this type from the database to the last renderer, so that sums tie out
/// to the last digit. Range: 18 digits, as `numeric(18, decimals)` in the tables.
public struct Amount: Hashable, Sendable, CustomStringConvertible {
  public let scaled: Int64
  public let decimals: Int

  public init(scaled: Int64, decimals: Int) {
    precondition((0...9).contains(decimals), "0...9 decimals")
    self.scaled = scaled
    self.decimals = decimals
  }

  /// `value` rounded half to even at `decimals`; nil when it is not finite or needs more than 18 digits.
  public init?(rounding value: Double, decimals: Int) {
    let scaled = (value * Self.powers[decimals]).rounded(.toNearestOrEven)
    guard scaled.isFinite, abs(scaled) < 1e18 else { return nil }
    self.init(scaled: Int64(scaled), decimals: decimals)
  }

  /// Reads PostgreSQL's text form of a `numeric` with at most `decimals` decimals; nil for anything else.
  public init?(_ text: String, decimals: Int) {
    var scaled: Int64 = 0
    var negative = false
    var fraction: Int?
    var digits = 0
    for (position, byte) in text.utf8.enumerated() {
      switch byte {
      case UInt8(ascii: "-") where position == 0: negative = true
      case UInt8(ascii: ".") where fraction == nil: fraction = 0
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        if let places = fraction {
          if places == decimals {
            if byte == UInt8(ascii: "0") { continue }
            return nil
          }
          fraction = places + 1
        }
        digits += 1
        let (product, overflow) = scaled.multipliedReportingOverflow(by: 10)
        let (sum, carry) = product.addingReportingOverflow(Int64(byte - UInt8(ascii: "0")))
        guard !overflow, !carry else { return nil }
        scaled = sum
      default: return nil
      }
    }
    guard digits > 0 else { return nil }
    for _ in (fraction ?? 0)..<decimals {
      let (product, overflow) = scaled.multipliedReportingOverflow(by: 10)
      guard !overflow else { return nil }
      scaled = product
    }
    self.init(scaled: negative ? -scaled : scaled, decimals: decimals)
  }

  public var doubleValue: Double { Double(scaled) / Self.powers[decimals] }
  public var isZero: Bool { scaled == 0 }

  /// Plain text with all its decimals and a point: `-1234.50`.
  public var description: String {
    let digits = String(scaled.magnitude)
    let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.utf8.count)) + digits
    let sign = scaled < 0 ? "-" : ""
    return decimals == 0 ? sign + padded : sign + padded.dropLast(decimals) + "." + padded.suffix(decimals)
  }

  /// Both must have the same decimals. Traps beyond 64 bits, nine times what a column of 18 digits can hold.
  public static func + (left: Amount, right: Amount) -> Amount {
    precondition(left.decimals == right.decimals, "amounts of different decimals")
    return Amount(scaled: left.scaled + right.scaled, decimals: left.decimals)
  }

  public static func - (left: Amount, right: Amount) -> Amount {
    precondition(left.decimals == right.decimals, "amounts of different decimals")
    return Amount(scaled: left.scaled - right.scaled, decimals: left.decimals)
  }

  public static prefix func - (amount: Amount) -> Amount {
    Amount(scaled: -amount.scaled, decimals: amount.decimals)
  }

  private static let powers: [Double] = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9]
}
