/// SVG, an element a line.
struct Drawing {
  private(set) var text = ""

  mutating func add(_ element: String) { text += element + "\n" }

  mutating func box(_ x: Int, _ y: Int, _ width: Int, _ height: Int, fill: String, stroke: String = "none") {
    add(
      "<rect x=\"\(x)\" y=\"\(y)\" width=\"\(width)\" height=\"\(height)\" fill=\"\(fill)\" stroke=\"\(stroke)\"/>"
    )
  }

  /// Words that fit `width`, cut with an ellipsis where they do not.
  mutating func words(
    _ words: String, _ x: Int, _ y: Int, width: Int, size: Int = 11, colour: String = "#3A3A3A",
    bold: Bool = false
  ) {
    let room = max(1, width * 10 / (size * 6))
    let short = words.count > room ? words.prefix(room - 1) + "…" : words[...]
    add(
      "<text x=\"\(x)\" y=\"\(y)\" font-size=\"\(size)\" fill=\"\(colour)\"\(bold ? " font-weight=\"600\"" : "")>"
        + "\(Self.escape(String(short)))</text>")
  }

  mutating func line(_ points: [(Int, Int)], stroke: String, dashed: Bool) {
    let path = points.map { "\($0.0),\($0.1)" }.joined(separator: " ")
    add(
      "<polyline points=\"\(path)\" fill=\"none\" stroke=\"\(stroke)\" stroke-width=\"2\""
        + "\(dashed ? " stroke-dasharray=\"6 4\"" : "")/>")
  }

  static func escape(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "'": escaped += "&#39;"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}
