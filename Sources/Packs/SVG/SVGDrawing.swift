import Domains

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
    // Half as long as a rect element: a pack has thousands.
    let side = Self.number(width)
    body += "<path d=\"M\(Self.number(x)) \(Self.number(y))h\(side)v\(Self.number(height))"
    body += "h\(side == "0" ? "0" : "-\(side)")z\" class=\"\(name)\"/>"
  }

  mutating func line(x1: Double, y1: Double, x2: Double, y2: Double, class name: String) {
    let end =
      x1 == x2
      ? "V\(Self.number(y2))" : y1 == y2 ? "H\(Self.number(x2))" : "L\(Self.number(x2)) \(Self.number(y2))"
    body += "<path d=\"M\(Self.number(x1)) \(Self.number(y1))\(end)\" class=\"\(name)\"/>"
  }

  /// A triangle that points left at (x, y): the mark of a scenario beside a column.
  mutating func triangle(x: Double, y: Double, size: Double, class name: String) {
    body += "<path d=\"M\(Self.number(x)) \(Self.number(y))l\(Self.number(size)) \(Self.number(-size * 0.6))"
    body += "v\(Self.number(size * 1.2))z\" class=\"\(name)\"/>"
  }

  /// The head of a pin that goes on beyond the edge, up or down.
  mutating func arrow(x: Double, y: Double, isUp: Bool, class name: String) {
    body +=
      "<path d=\"M\(Self.number(x - 4)) \(Self.number(y))h8l-4 \(isUp ? "-7" : "7")z\" class=\"\(name)\"/>"
  }

  /// The same to the right or left.
  mutating func arrow(x: Double, y: Double, isRight: Bool, class name: String) {
    body +=
      "<path d=\"M\(Self.number(x)) \(Self.number(y - 4))v8l\(isRight ? "7" : "-7") -4z\" class=\"\(name)\"/>"
  }

  /// A range from pixel `low` to pixel `high`.
  mutating func whisker(x: Double, low: Double, high: Double) {
    line(x1: x, y1: low, x2: x, y2: high, class: "range")
    for end in [low, high] { line(x1: x - 3, y1: end, x2: x + 3, y2: end, class: "range") }
  }

  /// A column of `axis` from zero to `value`, its middle at `x`.
  mutating func column(x: Double, width: Double, to value: Double, on axis: ValueAxis, class name: String) {
    let (zero, end) = (axis.y(0), axis.y(value))
    rectangle(x: x - width / 2, y: min(zero, end), width: width, height: abs(zero - end), class: name)
  }

  /// What is said where there is nothing to draw.
  mutating func message(_ words: String) { text(words, x: Double(width) / 2, y: Double(height) / 2) }

  /// Straight lines through `points`.
  mutating func polyline(_ points: [(x: Double, y: Double)], class name: String) {
    let text = points.map { "\(Self.number($0.x)),\(Self.number($0.y))" }.joined(separator: " ")
    body += "<polyline points=\"\(text)\" class=\"\(name)\"/>"
  }

  /// How many pixels a power of ten takes: what a reader compares charts by.
  mutating func scaleBar(_ axis: ValueAxis, _ numbers: NumberStyle) {
    let bar = axis.scaleBar
    guard let amount = Amount(rounding: bar.value, decimals: 2) else { return }
    let y = axis.y(0)
    line(x1: 6, y1: y, x2: 6, y2: y - bar.length, class: "scale")
    line(x1: 3, y1: y, x2: 9, y2: y, class: "scale")
    line(x1: 3, y1: y - bar.length, x2: 9, y2: y - bar.length, class: "scale")
    text(
      numbers.money(amount), x: 3, y: y - bar.length + (bar.length < 0 ? 12 : -4), anchor: "start",
      class: "t s scale-label")
  }

  /// What `draw` draws, moved to (x, y).
  mutating func group(x: Double, y: Double, _ draw: (inout SVGDrawing) -> Void) {
    body += "<g transform=\"translate(\(Self.number(x)) \(Self.number(y)))\">"
    draw(&self)
    body += "</g>"
  }

  /// `anchor` is start, middle or end.
  mutating func text(_ text: String, x: Double, y: Double, anchor: String = "middle", class name: String = "t")
  {
    let side = anchor == "middle" ? "" : " text-anchor=\"\(anchor)\""
    body += "<text x=\"\(Self.number(x))\" y=\"\(Self.number(y))\"\(side) class=\"\(name)\">"
    body += Markup.escape(text) + "</text>"
  }

  /// The element, for screen readers named `title` and described; `id` is unique in the page.
  func element(id: String, title: String, description: String) -> String {
    "<svg viewBox=\"0 0 \(width) \(height)\" role=\"img\" text-anchor=\"middle\" aria-labelledby=\"\(id)-t \(id)-d\">"
      + "<title id=\"\(id)-t\">\(Markup.escape(title))</title>"
      + "<desc id=\"\(id)-d\">\(Markup.escape(description))</desc>" + body + "</svg>"
  }

  /// The element where the number stands beside it; the style gives its class a size.
  func decoration(class name: String) -> String {
    "<svg viewBox=\"0 0 \(width) \(height)\" class=\"\(name)\" aria-hidden=\"true\">" + body + "</svg>"
  }

  /// One decimal at most, never `-0`.
  static func number(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    let text = "\(tenths.magnitude / 10)" + (tenths % 10 == 0 ? "" : ".\(tenths.magnitude % 10)")
    return tenths < 0 ? "-" + text : text
  }
}
