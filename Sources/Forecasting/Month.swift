/// A calendar month, counted from January of year 0 (proleptic Gregorian), written as its first day.
public struct Month: Hashable, Comparable, Sendable, CustomStringConvertible, Codable {
  /// year x 12 + month - 1.
  public let index: Int32

  public init(index: Int32) { self.index = index }

  /// `month` is 1...12.
  public init(year: Int, month: Int) {
    precondition((1...12).contains(month), "a month is 1...12")
    index = Int32(year * 12 + month - 1)
  }

  /// Reads `2013-11` or a first day `2013-11-01`; nil for anything else.
  public init?(_ text: String) {
    let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    guard parts.count == 2 || (parts.count == 3 && parts[2].elementsEqual("01".utf8)),
      parts[0].count == 4, parts[1].count == 2,
      let year = Self.digits(parts[0]), let month = Self.digits(parts[1]), (1...12).contains(month)
    else { return nil }
    self.init(year: year, month: month)
  }

  public var year: Int { Int(index) / 12 }
  /// 1...12.
  public var month: Int { Int(index) % 12 + 1 }

  /// `2013-11`.
  public var description: String {
    String(decoding: Self.padded(year, 4) + [UInt8(ascii: "-")] + Self.padded(month, 2), as: UTF8.self)
  }

  /// `2013-11-01`, the form of every `date` column.
  public var firstDay: String { description + "-01" }

  public static func < (left: Month, right: Month) -> Bool { left.index < right.index }
  public static func + (month: Month, months: Int) -> Month { Month(index: month.index + Int32(months)) }
  public static func - (month: Month, months: Int) -> Month { Month(index: month.index - Int32(months)) }
  /// Months from `right` to `left`.
  public static func - (left: Month, right: Month) -> Int { Int(left.index - right.index) }

  private static func digits(_ text: some Collection<UInt8>) -> Int? {
    var value = 0
    for byte in text {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
      value = value * 10 + Int(byte - UInt8(ascii: "0"))
    }
    return value
  }

  private static func padded(_ value: Int, _ width: Int) -> [UInt8] {
    let text = Array(String(value).utf8)
    return [UInt8](repeating: UInt8(ascii: "0"), count: max(0, width - text.count)) + text
  }
}
