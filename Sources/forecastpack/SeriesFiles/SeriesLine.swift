import Forecasting
import Postgres

/// A series as one line of text: id, first month and values, parted by tabs, the values by commas.
///
///     DE / bikes<tab>2011-01<tab>1200.50,980,0,1433.25
///
/// In an id `\t`, `\n`, `\r` and `\\` stand for what a line cannot hold. A month without a number is `nan`.
struct SeriesLine {
  let id: String
  let series: TimeSeries

  /// - Parameter number: of the line, from 1.
  /// - Throws: `Failure.data`, which names the line.
  init(_ line: String, number: Int) throws {
    func refuse(_ reason: String) -> Failure { .data("standard input:\(number): \(reason)") }
    let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
    guard fields.count == 3 else {
      throw refuse("\(fields.count) fields parted by tabs; expected id, first month and values")
    }
    guard let id = Self.unescaped(fields[0]), !id.isEmpty else {
      throw refuse(
        "the id \"\(fields[0])\" is empty or has a backslash before something else than t, n, r or \\")
    }
    guard let month = Month(String(fields[1])) else {
      throw refuse("\"\(fields[1])\" is no month: YYYY-MM is expected")
    }
    let values = try fields[2].split(separator: ",", omittingEmptySubsequences: false).map { text in
      guard let value = Self.number(text) else { throw refuse("\"\(text)\" is no number") }
      return value
    }
    self.id = id
    series = TimeSeries(values, firstMonth: month)
  }

  /// `id` as it stands in a line.
  static func escaped(_ id: String) -> String {
    var text = ""
    for scalar in id.unicodeScalars {
      switch scalar {
      case "\\": text += "\\\\"
      case "\t": text += "\\t"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text
  }

  private static func unescaped(_ field: Substring) -> String? {
    var text = ""
    var scalars = field.unicodeScalars.makeIterator()
    while let scalar = scalars.next() {
      guard scalar == "\\" else {
        text.unicodeScalars.append(scalar)
        continue
      }
      switch scalars.next() {
      case "\\": text += "\\"
      case "t": text += "\t"
      case "n": text += "\n"
      case "r": text += "\r"
      default: return nil
      }
    }
    return text
  }

  /// Decimals of up to 18 digits as a dataset is read, to the last bit; other numbers as Swift reads them.
  private static func number(_ text: Substring) -> Double? {
    let digits = text.utf8.drop { $0 == UInt8(ascii: "-") }
    let isDecimal = digits.allSatisfy { (48...57).contains($0) || $0 == UInt8(ascii: ".") }
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard isDecimal, parts.count <= 2, digits.count <= 18, !digits.isEmpty, text.utf8.count - digits.count <= 1,
      let scaled = Int64(parts.joined())
    else { return Double(text) }
    return BinaryNumeric(scaled: scaled, decimals: parts.count == 2 ? parts[1].utf8.count : 0)
      .canonical.doubleValue
  }
}
