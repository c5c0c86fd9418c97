/// Escaping for element content and quoted attributes.
enum Markup {
  /// `&`, `<`, `>` and both quotes become entities; control characters and noncharacters,
  /// which HTML has no place for, U+FFFD.
  static func escape(_ text: String) -> String {
    var escaped = ""
    escaped.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "'": escaped += "&#39;"
      case "\t", "\n", "\r": escaped.unicodeScalars.append(scalar)
      case "\u{0}"..."\u{1f}", "\u{7f}"..."\u{9f}": escaped += "\u{fffd}"
      case _ where (0xfdd0...0xfdef).contains(scalar.value) || scalar.value & 0xfffe == 0xfffe:
        escaped += "\u{fffd}"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}
