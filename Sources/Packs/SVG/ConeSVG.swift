import Domains
import Forecasting

/// How the forecast of one month moved as the month came nearer: a column a vintage with its range, and the actual.
struct ConeSVG {
  let chart: ConeChart
  let numbers: NumberStyle
  let language: Language
  let width: Int
  let height: Int

  private let left = 40.0
  private let right = 8.0

  func element() -> String {
    var drawing = SVGDrawing(width: width, height: height)
    if chart.points.isEmpty && chart.actual == nil {
      drawing.message(language.text(.noMonth))
    } else {
      draw(&drawing)
    }
    return drawing.element(id: chart.id, title: chart.title.line, description: chart.summary)
  }

  private func draw(_ drawing: inout SVGDrawing) {
    let bottom = Double(height) - 32
    let values = chart.points.flatMap { [$0.forecast, $0.lower80, $0.upper80].compactMap { $0?.doubleValue } }
    let axis = ValueAxis(values + [chart.actual?.doubleValue ?? 0], top: 18, bottom: bottom)
    let columns = chart.points.count + (chart.actual == nil ? 0 : 1)
    let step = (Double(width) - left - right) / Double(columns)
    func x(_ position: Int) -> Double { left + (Double(position) + 0.5) * step }
    drawing.scaleBar(axis, numbers)
    func column(_ position: Int, _ amount: Amount, _ name: String, _ label: String, top: Amount?) {
      drawing.column(x: x(position), width: step * 0.6, to: amount.doubleValue, on: axis, class: name)
      drawing.text(label, x: x(position), y: bottom + 12, class: "t s")
      let above = max(0, amount.doubleValue, top?.doubleValue ?? 0)
      if step >= 30 {
        drawing.text(numbers.money(amount), x: x(position), y: axis.y(above) - 4, class: "t v s")
      }
    }
    for (position, point) in chart.points.enumerated() {
      column(position, point.forecast, "fc", language.shortName(point.vintage), top: point.upper80)
      if position == 0 || point.vintage.month == 1 {
        drawing.text("\(point.vintage.year)", x: x(position), y: bottom + 24, class: "t s")
      }
      if let lower = point.lower80, let upper = point.upper80 {
        drawing.whisker(x: x(position), low: axis.y(lower.doubleValue), high: axis.y(upper.doubleValue))
      }
    }
    let end = Double(width) - right
    if let actual = chart.actual {
      column(columns - 1, actual, "ac", "AC", top: nil)
      drawing.line(
        x1: left, y1: axis.y(actual.doubleValue), x2: end, y2: axis.y(actual.doubleValue), class: "split")
    }
    drawing.line(x1: left, y1: axis.y(0), x2: end, y2: axis.y(0), class: "axis")
  }
}
