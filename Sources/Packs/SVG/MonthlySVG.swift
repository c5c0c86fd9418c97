import Domains
import Forecasting

/// Columns a month: actual solid, prior year light behind it, plan outlined behind it, forecast hatched with its range
/// as whiskers, and a triangle where the forecast of one month before stood.
struct MonthlySVG {
  let chart: MonthlyChart
  let numbers: NumberStyle
  let language: Language
  let width: Int
  var height: Int
  /// A value at every column, where there is room; otherwise at the as-of month and the last.
  var labelsAll = true
  /// Of several charts of one scale, so that they can be compared; nil for the chart's own.
  var shared: ClosedRange<Double>?
  var top = 16.0

  static let left = 40.0
  static let right = 8.0
  private let bottom = 30.0

  func element() -> String {
    var drawing = SVGDrawing(width: width, height: height)
    if chart.points.isEmpty {
      drawing.text(language.text(.noMonth), x: Double(width) / 2, y: Double(height) / 2)
    } else {
      draw(&drawing)
    }
    return drawing.element(id: chart.id, title: chart.title.line, description: chart.summary)
  }

  /// Draws between `top` and the drawing's lower edge.
  func draw(_ drawing: inout SVGDrawing) {
    let axis = ValueAxis(
      chart.values + (shared.map { [$0.lowerBound, $0.upperBound] } ?? []), top: top,
      bottom: Double(height) - bottom)
    let step = (Double(width) - Self.left - Self.right) / Double(chart.points.count)
    drawing.scaleBar(axis, numbers)
    for (position, point) in chart.points.enumerated() {
      column(point, x: Self.left + (Double(position) + 0.5) * step, step: step, axis, &drawing)
    }
    drawing.line(
      x1: Self.left, y1: axis.y(0), x2: Double(width) - Self.right, y2: axis.y(0), class: "axis")
    if let split = chart.points.firstIndex(where: { $0.month > chart.asOf }), split > 0 {
      let x = Self.left + Double(split) * step
      drawing.line(x1: x, y1: top - 8, x2: x, y2: Double(height) - bottom + 14, class: "split")
    }
    labels(step, axis, &drawing)
  }

  private func column(
    _ point: MonthlyChart.Point, x: Double, step: Double, _ axis: ValueAxis, _ drawing: inout SVGDrawing
  ) {
    let size = step * 0.56
    if let value = point.priorYear { bar(value, x: x - size * 0.5 - step * 0.14, size, axis, "py", &drawing) }
    if let value = point.plan { bar(value, x: x - size * 0.5 - step * 0.04, size, axis, "pl", &drawing) }
    if let value = point.actual { bar(value, x: x - size * 0.5 + step * 0.06, size, axis, "ac", &drawing) }
    if let value = point.forecast { bar(value, x: x - size * 0.5 + step * 0.06, size, axis, "fc", &drawing) }
    if let value = point.oneAhead {
      let edge = x + size * 0.5 + step * 0.06
      drawing.triangle(x: edge - 2.5, y: axis.y(value.doubleValue), size: min(6, step * 0.45), class: "mark")
    }
    if let lower = point.lower80, let upper = point.upper80 {
      drawing.whisker(x: x + step * 0.06, low: axis.y(lower.doubleValue), high: axis.y(upper.doubleValue))
    }
  }

  private func bar(
    _ value: Amount, x: Double, _ size: Double, _ axis: ValueAxis, _ name: String, _ drawing: inout SVGDrawing
  ) {
    let (zero, end) = (axis.y(0), axis.y(value.doubleValue))
    drawing.rectangle(x: x, y: min(zero, end), width: size, height: abs(zero - end), class: name)
  }

  private func labels(_ step: Double, _ axis: ValueAxis, _ drawing: inout SVGDrawing) {
    let isRoomy = labelsAll && step >= 34
    let shown = isRoomy ? Set(chart.points.indices) : Self.notable(chart)
    for (position, point) in chart.points.enumerated() {
      let x = Self.left + (Double(position) + 0.5) * step
      let name = language.shortName(point.month)
      let baseline = Double(height) - bottom + 12
      drawing.text(step >= 22 ? name : String(name.prefix(1)), x: x, y: baseline, class: "t s")
      if point.month.month == 1 || (position == 0 && (step >= 34 || point.month.month < 11)) {
        drawing.text(
          "\(point.month.year)", x: x - step / 2 + 1, y: baseline + 12, anchor: "start", class: "t s")
      }
      guard shown.contains(position), let value = point.actual ?? point.forecast else { continue }
      // A label that ends at its column lies over those before it.
      let covered = isRoomy ? 0 : min(position, Int(34 / step))
      let highest = chart.points[(position - covered)...position].map(Self.highest).max() ?? 0
      let y = axis.y(max(0, highest)) - 4
      let isLast = position == chart.points.count - 1
      drawing.text(
        numbers.money(value), x: isRoomy ? x : x + step / 2, y: isRoomy || isLast ? y : y - 7,
        anchor: isRoomy ? "middle" : "end", class: "t v halo")
    }
  }

  /// The greatest value that is drawn of a month.
  private static func highest(_ point: MonthlyChart.Point) -> Double {
    [point.actual, point.forecast, point.upper80, point.priorYear].compactMap { $0?.doubleValue }.max() ?? 0
  }

  /// Where there is no room for all: the as-of month and the last.
  private static func notable(_ chart: MonthlyChart) -> Set<Int> {
    Set([chart.points.lastIndex { $0.month <= chart.asOf }, chart.points.indices.last].compactMap { $0 })
  }
}
