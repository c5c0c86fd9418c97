import Domains
import Forecasting

/// Columns a month: actual solid, prior year light behind it, forecast hatched with its range as whiskers, and a
/// triangle where the forecast of one month before stood.
struct MonthlySVG {
  let chart: MonthlyChart
  let numbers: NumberStyle
  let language: Language
  let width: Int
  let height: Int

  private let left = 34.0
  private let right = 8.0
  private let top = 16.0
  private let bottom = 30.0

  func element() -> String {
    var drawing = SVGDrawing(width: width, height: height)
    if chart.points.isEmpty {
      drawing.text("No month to show", x: Double(width) / 2, y: Double(height) / 2)
    } else {
      draw(&drawing)
    }
    let title = "\(chart.title.who), \(chart.title.what), \(chart.title.when)"
    return drawing.element(id: chart.id, title: title, description: chart.summary)
  }

  private func draw(_ drawing: inout SVGDrawing) {
    let axis = ValueAxis(values, top: top, bottom: Double(height) - bottom)
    let step = (Double(width) - left - right) / Double(chart.points.count)
    scaleBar(axis, &drawing)
    for (position, point) in chart.points.enumerated() {
      column(point, x: left + (Double(position) + 0.5) * step, step: step, axis, &drawing)
    }
    drawing.line(x1: left, y1: axis.y(0), x2: Double(width) - right, y2: axis.y(0), class: "axis")
    if let split = chart.points.firstIndex(where: { $0.month > chart.asOf }), split > 0 {
      let x = left + Double(split) * step
      drawing.line(x1: x, y1: top - 8, x2: x, y2: Double(height) - bottom + 14, class: "split")
    }
    labels(step, axis, &drawing)
  }

  private var values: [Double] {
    chart.points.flatMap { point in
      [point.actual, point.priorYear, point.oneAhead, point.forecast, point.lower80, point.upper80].compactMap {
        $0?.doubleValue
      }
    }
  }

  private func scaleBar(_ axis: ValueAxis, _ drawing: inout SVGDrawing) {
    let bar = axis.scaleBar
    guard let amount = Amount(rounding: bar.value, decimals: 2) else { return }
    let y = axis.y(0)
    drawing.line(x1: 6, y1: y, x2: 6, y2: y - bar.length, class: "scale")
    drawing.line(x1: 3, y1: y, x2: 9, y2: y, class: "scale")
    drawing.line(x1: 3, y1: y - bar.length, x2: 9, y2: y - bar.length, class: "scale")
    drawing.text(numbers.money(amount), x: 3, y: y - bar.length - 4, anchor: "start", class: "t s")
  }

  private func column(
    _ point: MonthlyChart.Point, x: Double, step: Double, _ axis: ValueAxis, _ drawing: inout SVGDrawing
  ) {
    let size = step * 0.56
    if let value = point.priorYear { bar(value, x: x - size * 0.5 - step * 0.14, size, axis, "py", &drawing) }
    if let value = point.actual { bar(value, x: x - size * 0.5 + step * 0.06, size, axis, "ac", &drawing) }
    if let value = point.forecast { bar(value, x: x - size * 0.5 + step * 0.06, size, axis, "fc", &drawing) }
    if let value = point.oneAhead {
      let edge = x + size * 0.5 + step * 0.06
      drawing.triangle(x: edge - 2.5, y: axis.y(value.doubleValue), size: min(6, step * 0.45), class: "mark")
    }
    if let lower = point.lower80, let upper = point.upper80 {
      let (low, high) = (axis.y(lower.doubleValue), axis.y(upper.doubleValue))
      let middle = x + step * 0.06
      drawing.line(x1: middle, y1: low, x2: middle, y2: high, class: "range")
      for end in [low, high] { drawing.line(x1: middle - 3, y1: end, x2: middle + 3, y2: end, class: "range") }
    }
  }

  private func bar(
    _ value: Amount, x: Double, _ size: Double, _ axis: ValueAxis, _ name: String, _ drawing: inout SVGDrawing
  ) {
    let (zero, end) = (axis.y(0), axis.y(value.doubleValue))
    drawing.rectangle(x: x, y: min(zero, end), width: size, height: abs(zero - end), class: name)
  }

  private func labels(_ step: Double, _ axis: ValueAxis, _ drawing: inout SVGDrawing) {
    let isRoomy = step >= 34
    let shown = isRoomy ? Set(chart.points.indices) : Self.notable(chart)
    for (position, point) in chart.points.enumerated() {
      let x = left + (Double(position) + 0.5) * step
      let name = language.shortName(point.month)
      let baseline = Double(height) - bottom + 12
      drawing.text(step >= 22 ? name : String(name.prefix(1)), x: x, y: baseline, class: "t s")
      if point.month.month == 1 || (position == 0 && (step >= 34 || point.month.month < 11)) {
        drawing.text(
          "\(point.month.year)", x: x - step / 2 + 1, y: baseline + 12, anchor: "start", class: "t s")
      }
      guard shown.contains(position), let value = point.actual ?? point.forecast else { continue }
      let highest = [value, point.upper80 ?? value, point.priorYear ?? value].map(\.doubleValue).max() ?? 0
      let y = axis.y(max(0, highest)) - 4
      drawing.text(
        numbers.money(value), x: isRoomy ? x : x + step / 2, y: y, anchor: isRoomy ? "middle" : "end",
        class: "t v")
    }
  }

  /// Where there is no room for all: the as-of month and the last.
  private static func notable(_ chart: MonthlyChart) -> Set<Int> {
    Set([chart.points.lastIndex { $0.month <= chart.asOf }, chart.points.indices.last].compactMap { $0 })
  }
}
