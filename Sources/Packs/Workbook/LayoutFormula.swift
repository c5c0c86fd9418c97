/// Arithmetic over the columns of a row, as a layout writes it: `(ac - ac_py.reference) / 12`.
///
/// Sums, differences, products, quotients, parentheses, numbers with a point, keys of columns.
indirect enum LayoutFormula: Hashable, Sendable {
  case number(String, Double)
  case column(String)
  case negative(LayoutFormula)
  case binary(Character, LayoutFormula, LayoutFormula)

  struct Failure: Error { var message: String }

  init(_ text: String) throws(Failure) {
    var rest = Substring(text)
    self = try Self.sum(&rest)
    Self.skip(&rest)
    guard rest.isEmpty else { throw Failure(message: "'\(rest)' is not expected there") }
  }

  /// The keys of the columns that it needs.
  var columns: [String] {
    switch self {
    case .number: []
    case .column(let key): [key]
    case .negative(let inner): inner.columns
    case .binary(_, let left, let right): left.columns + right.columns
    }
  }

  /// As Excel has it, each column by its address.
  func text(_ address: (String) -> String) -> String {
    switch self {
    case .number(let text, _): text
    case .column(let key): address(key)
    case .negative(let inner): "-(\(inner.text(address)))"
    case .binary(let sign, let left, let right): "(\(left.text(address))\(sign)\(right.text(address)))"
    }
  }

  /// What it gives; nil where a column has no number or a divisor is zero.
  func value(_ number: (String) -> Double?) -> Double? {
    switch self {
    case .number(_, let value): return value
    case .column(let key): return number(key)
    case .negative(let inner): return inner.value(number).map { -$0 }
    case .binary(let sign, let left, let right):
      guard let left = left.value(number), let right = right.value(number) else { return nil }
      switch sign {
      case "+": return left + right
      case "-": return left - right
      case "*": return left * right
      default: return right == 0 ? nil : left / right
      }
    }
  }

  private static func skip(_ rest: inout Substring) { rest = rest.drop { $0 == " " } }

  private static func sum(_ rest: inout Substring) throws(Failure) -> LayoutFormula {
    try chain(&rest, "+-", product)
  }

  private static func product(_ rest: inout Substring) throws(Failure) -> LayoutFormula {
    try chain(&rest, "*/", factor)
  }

  private static func chain(
    _ rest: inout Substring, _ signs: String, _ part: (inout Substring) throws(Failure) -> LayoutFormula
  ) throws(Failure) -> LayoutFormula {
    var result = try part(&rest)
    while true {
      skip(&rest)
      guard let sign = rest.first, signs.contains(sign) else { return result }
      rest.removeFirst()
      result = .binary(sign, result, try part(&rest))
    }
  }

  private static func factor(_ rest: inout Substring) throws(Failure) -> LayoutFormula {
    skip(&rest)
    guard let first = rest.first else { throw Failure(message: "ends too soon") }
    if first == "-" {
      rest.removeFirst()
      return .negative(try factor(&rest))
    }
    if first == "(" {
      rest.removeFirst()
      let inner = try sum(&rest)
      skip(&rest)
      guard rest.first == ")" else { throw Failure(message: "a parenthesis is not closed") }
      rest.removeFirst()
      return inner
    }
    let word = rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_" || $0 == ".") }
    guard !word.isEmpty else { throw Failure(message: "'\(first)' is not expected there") }
    rest = rest[word.endIndex...]
    guard first.isNumber else { return .column(String(word)) }
    guard let value = Double(word), value.isFinite else { throw Failure(message: "'\(word)' is no number") }
    return .number(String(word), value)
  }
}
