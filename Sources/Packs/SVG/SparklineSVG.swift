import Domains

/// A line in a cell: the months seen, and from the as-of month the months ahead, dashed. From the least to the greatest
/// value, since it shows a shape; the numbers stand beside it.
struct SparklineSVG {
  let line: Sparkline

  func element() -> String {
    var drawing = SVGDrawing(width: 84, height: 16)
    let values = line.actual + line.forecast
    guard let low = values.min(), let high = values.max(), values.count > 1 else { return "" }
    let span = high > low ? high - low : 1
    func point(_ position: Int) -> (x: Double, y: Double) {
      (2 + Double(position) / Double(values.count - 1) * 80, 14 - (values[position] - low) / span * 12)
    }
    let seen = line.actual.indices.map(point)
    let ahead = (max(0, line.actual.count - 1)..<values.count).map(point)
    if seen.count > 1 { drawing.polyline(seen, class: "line") }
    if ahead.count > 1 { drawing.polyline(ahead, class: "line l2") }
    if let last = seen.last {
      drawing.rectangle(x: last.x - 1.5, y: last.y - 1.5, width: 3, height: 3, class: "ac")
    }
    return drawing.decoration(class: "spark")
  }
}
