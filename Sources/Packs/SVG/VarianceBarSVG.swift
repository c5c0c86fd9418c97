/// A bar in a cell: a variance beside the others of its table, on one scale.
struct VarianceBarSVG {
  let value: Double
  /// The largest absolute value of the table.
  let largest: Double
  let impact: Impact

  func element() -> String {
    var drawing = SVGDrawing(width: 60, height: 11)
    let length = largest > 0 ? value / largest * 29 : 0
    drawing.rectangle(x: min(30, 30 + length), y: 1, width: abs(length), height: 9, class: impact.styleClass)
    drawing.line(x1: 30, y1: 0, x2: 30, y2: 11, class: "axis")
    return drawing.decoration(class: "bar")
  }
}
