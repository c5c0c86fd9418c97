import Forecasting

/// SQL whose values stand apart from its text: written out whole, or as a question with `$1`, `$2`, … in their place.
///
/// What a literal interpolates is a value, unless it is SQL itself or said to be a name.
public struct SQL: Hashable, Sendable, ExpressibleByStringInterpolation {
  private var parts: [Part] = []

  private enum Part: Hashable, Sendable {
    case text(String)
    case value(Value)
  }

  /// What SQL compares with.
  public enum Value: Hashable, Sendable {
    case text(String)
    /// Digits, with a sign and a point where there are.
    case number(String)
    /// Its first day.
    case month(Month)

    fileprivate var plain: String {
      switch self {
      case .text(let text), .number(let text): text
      case .month(let month): month.firstDay
      }
    }

    /// With `standard_conforming_strings` on, as it is by default.
    fileprivate var literal: String {
      if case .number(let digits) = self { return digits }
      return SQL.quoted(plain, "'")
    }
  }

  public init(stringLiteral text: String) { append(text: text) }
  public init(stringInterpolation: Interpolation) { self = stringInterpolation.sql }

  /// The pieces, `separator` between two.
  init(_ pieces: [SQL], separator: String) {
    for (position, piece) in pieces.enumerated() {
      if position > 0 { append(text: separator) }
      append(piece)
    }
  }

  /// Written out whole.
  public var text: String {
    parts.reduce(into: "") { text, part in
      switch part {
      case .text(let piece): text += piece
      case .value(let value): text += value.literal
      }
    }
  }

  /// With the values numbered, equal ones by one number; `month`, the same in all that a pack asks, stays where it is.
  func question(keeping month: Month) -> (text: String, values: [String]) {
    var question = ""
    var values: [String] = []
    for part in parts {
      switch part {
      case .text(let piece): question += piece
      case .value(.month(month)): question += Value.month(month).literal
      case .value(let value):
        let plain = value.plain
        let place = values.firstIndex(of: plain) ?? values.count
        if place == values.count { values.append(plain) }
        question += "$\(place + 1)"
      }
    }
    return (question, values)
  }

  mutating func append(_ other: SQL) {
    for part in other.parts {
      switch part {
      case .text(let text): append(text: text)
      case .value: parts.append(part)
      }
    }
  }

  private mutating func append(text: String) {
    guard !text.isEmpty else { return }
    if case .text(let last)? = parts.last {
      parts[parts.count - 1] = .text(last + text)
    } else {
      parts.append(.text(text))
    }
  }

  private static func quoted(_ text: String, _ quote: Unicode.Scalar) -> String {
    guard text.unicodeScalars.contains(quote) else { return "\(quote)\(text)\(quote)" }
    var quoted = String.UnicodeScalarView([quote])
    for scalar in text.unicodeScalars {
      if scalar == quote { quoted.append(quote) }
      quoted.append(scalar)
    }
    quoted.append(quote)
    return String(quoted)
  }

  public struct Interpolation: StringInterpolationProtocol {
    fileprivate var sql = SQL([], separator: "")

    public init(literalCapacity: Int, interpolationCount: Int) {}

    public mutating func appendLiteral(_ literal: String) { sql.append(text: literal) }
    public mutating func appendInterpolation(_ value: Value) { sql.parts.append(.value(value)) }
    public mutating func appendInterpolation(_ text: String) { appendInterpolation(.text(text)) }
    public mutating func appendInterpolation(_ month: Month) { appendInterpolation(.month(month)) }
    public mutating func appendInterpolation(_ other: SQL) { sql.append(other) }
    public mutating func appendInterpolation(_ query: Query) { sql.append(query.sql) }
    /// A column of a user's own naming, in quotes.
    public mutating func appendInterpolation(column: String) { sql.append(text: SQL.quoted(column, "\"")) }
    /// A name that needs no quotes: a relation's, a column's of the program.
    public mutating func appendInterpolation(name: String) { sql.append(text: name) }
  }
}
