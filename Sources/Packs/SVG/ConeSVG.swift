import Domains
import Forecasting

/// How the forecast of one month moved as the month came nearer: a column a vintage with its range, and the actual.
struct ConeSVG {
  let chart: ConeChart
  let numbers: NumberStyle
  let language: Language
  let width: Int
  let height: Int

  func element() -> String {
    var drawing = SVGDrawing(width: width, height: height)
    let (top, bottom) = (18.0, Double(height) - 32)
    let columns = chart.points.count + (chart.actual == nil ? 0 : 1)
    if columns == 0 {
      drawing.text(language.text(.noMonth), x: Double(width) / 2, y: Double(height) / 2)
      return drawing.element(id: chart.id, title: chart.title.line, description: chart.summary)
    }
    let values = chart.points.flatMap { [$0.forecast, $0.lower80, $0.upper80].compactMap { $0?.doubleValue } }
    let axis = ValueAxis(values + [chart.actual?.doubleValue ?? 0], top: top, bottom: bottom)
    let step = (Double(width) - 48) / Double(columns)
    drawing.scaleBar(axis, numbers)
    func bar(_ position: Int, _ amount: Amount, _ name: String, _ label: String, top: Amount?) {
      let x = 40 + (Double(position) + 0.5) * step
      let end = axis.y(amount.doubleValue)
      drawing.rectangle(
        x: x - step * 0.3, y: min(axis.y(0), end), width: step * 0.6, height: abs(axis.y(0) - end), class: name)
      drawing.text(label, x: x, y: bottom + 12, class: "t s")
      let above = max(0, amount.doubleValue, top?.doubleValue ?? 0)
      if step >= 30 { drawing.text(numbers.money(amount), x: x, y: axis.y(above) - 4, class: "t v s") }
    }
    for (position, point) in chart.points.enumerated() {
      bar(position, point.forecast, "fc", language.shortName(point.vintage), top: point.upper80)
      if position == 0 || point.vintage.month == 1 {
        drawing.text(
          "\(point.vintage.year)", x: 40 + (Double(position) + 0.5) * step, y: bottom + 24, class: "t s")
      }
      if let lower = point.lower80, let upper = point.upper80 {
        drawing.whisker(
          x: 40 + (Double(position) + 0.5) * step, low: axis.y(lower.doubleValue),
          high: axis.y(upper.doubleValue))
      }
    }
    if let actual = chart.actual {
      bar(columns - 1, actual, "ac", "AC", top: nil)
      drawing.line(
        x1: 40, y1: axis.y(actual.doubleValue), x2: Double(width) - 8, y2: axis.y(actual.doubleValue),
        class: "split")
    }
    drawing.line(x1: 40, y1: axis.y(0), x2: Double(width) - 8, y2: axis.y(0), class: "axis")
    return drawing.element(id: chart.id, title: chart.title.line, description: chart.summary)
  }
}
