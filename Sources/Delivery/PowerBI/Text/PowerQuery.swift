/// Text from outside as Power Query M literals and names (Power Query M language specification, section 2).
enum PowerQuery {
  /// `"…"`: quotes are doubled; control characters, and `#(`, which would begin an escape, become escapes.
  static func text(_ value: String) -> String {
    var literal = "\""
    var previous: Unicode.Scalar?
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\"": literal += "\"\""
      case "(" where previous == "#": literal += "#(0028)"
      case _
      where scalar.properties.generalCategory == .control || scalar == "\u{2028}" || scalar == "\u{2029}":
        let digits = String(scalar.value, radix: 16, uppercase: true)
        literal += "#(" + String(repeating: "0", count: 4 - digits.count) + digits + ")"
      default: literal.unicodeScalars.append(scalar)
      }
      previous = scalar
    }
    return literal + "\""
  }

  /// A field of the row at hand: `[#"name"]`.
  static func field(_ name: String) -> String { "[#\(text(name))]" }

  /// Whether the name stands in a literal as it is.
  static func isPlain(_ name: String) -> Bool {
    name.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F && $0 != 0x22 && $0 != 0x23 }
  }

  /// `{"a", "b"}`.
  static func list(_ values: [String]) -> String { "{" + values.map(text).joined(separator: ", ") + "}" }
}
