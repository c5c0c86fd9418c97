/// Names and text in DAX: table names in single quotes, columns and measures in brackets, each mark doubled inside.
enum Expression {
  static func table(_ name: String) -> String { "'" + name.doubling("'") + "'" }

  static func column(_ name: String, of table: String) -> String { self.table(table) + measure(name) }

  static func measure(_ name: String) -> String { "[" + name.doubling("]") + "]" }

  static func text(_ value: String) -> String { "\"" + value.doubling("\"") + "\"" }
}

extension String {
  /// Each occurrence of `mark` twice. By scalars, as parsers read: a mark may carry a combining accent.
  func doubling(_ mark: Unicode.Scalar) -> String {
    var doubled = String.UnicodeScalarView()
    for scalar in unicodeScalars {
      doubled.append(scalar)
      if scalar == mark { doubled.append(mark) }
    }
    return String(doubled)
  }
}
