/// The text of one inline SVG. Coordinates are in CSS pixels with one decimal; fills and strokes are classes,
/// so that the page's style decides about light, dark and print.
struct SVGDrawing {
  let width: Int
  let height: Int
  private var body = ""

  init(width: Int, height: Int) {
    self.width = width
    self.height = height
  }

  mutating func rectangle(x: Double, y: Double, width: Double, height: Double, class name: String) {
    body += "<rect x=\"\(Self.number(x))\" y=\"\(Self.number(y))\" width=\"\(Self.number(width))\""
    body += " height=\"\(Self.number(height))\" class=\"\(name)\"/>"
  }

  mutating func line(x1: Double, y1: Double, x2: Double, y2: Double, class name: String) {
    body += "<line x1=\"\(Self.number(x1))\" y1=\"\(Self.number(y1))\" x2=\"\(Self.number(x2))\""
    body += " y2=\"\(Self.number(y2))\" class=\"\(name)\"/>"
  }

  /// A triangle that points left at (x, y): the mark of a scenario beside a column.
  mutating func triangle(x: Double, y: Double, size: Double, class name: String) {
    body += "<path d=\"M\(Self.number(x)) \(Self.number(y))l\(Self.number(size)) \(Self.number(-size * 0.6))"
    body += "v\(Self.number(size * 1.2))z\" class=\"\(name)\"/>"
  }

  /// `anchor` is start, middle or end.
  mutating func text(_ text: String, x: Double, y: Double, anchor: String = "middle", class name: String = "t")
  {
    body += "<text x=\"\(Self.number(x))\" y=\"\(Self.number(y))\" text-anchor=\"\(anchor)\" class=\"\(name)\">"
    body += Markup.escape(text) + "</text>"
  }

  /// The element, for screen readers named `title` and described; `id` is unique in the page.
  func element(id: String, title: String, description: String) -> String {
    "<svg viewBox=\"0 0 \(width) \(height)\" role=\"img\" aria-labelledby=\"\(id)-t \(id)-d\">"
      + "<title id=\"\(id)-t\">\(Markup.escape(title))</title>"
      + "<desc id=\"\(id)-d\">\(Markup.escape(description))</desc>" + body + "</svg>"
  }

  /// The element where the number stands beside it.
  func decoration(class name: String) -> String {
    "<svg viewBox=\"0 0 \(width) \(height)\" class=\"\(name)\" aria-hidden=\"true\" width=\"\(width)\""
      + " height=\"\(height)\">" + body + "</svg>"
  }

  /// One decimal at most, never `-0`.
  static func number(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    let text = "\(tenths.magnitude / 10)" + (tenths % 10 == 0 ? "" : ".\(tenths.magnitude % 10)")
    return tenths < 0 ? "-" + text : text
  }
}
