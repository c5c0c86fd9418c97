import Domains
import Forecasting

/// The three tiers of a month: relative variance on prior year or plan as a pin, absolute variance as a column, and the values.
///
/// The columns of the second tier have the scale of the third. A pin beyond ± 100 % ends in an arrow at the edge and
/// keeps its own label; it does not stretch the scale of the others.
struct TierSVG {
  let chart: MonthlyChart
  let numbers: NumberStyle
  let language: Language
  let width: Int

  private let pins = 64.0
  private let room = 300.0
  private let gap = 22.0
  /// Beyond it a pin is cut, as a fraction.
  private let clamp = 1.0

  func element() -> String {
    let variances = chart.points.compactMap { $0.variance.amount?.doubleValue }
    let low = min(0, variances.min() ?? 0)
    let high = max(0, variances.max() ?? 0)
    let monthly = MonthlySVG(
      chart: chart, numbers: numbers, language: language, width: width, height: 0, labelsAll: true)
    let values = chart.values
    let valueRange = max(0, values.max() ?? 0) - min(0, values.min() ?? 0)
    let perUnit = valueRange + high - low > 0 ? room / (valueRange + high - low) : 0
    let columns = max(24, (high - low) * perUnit + 26)
    let mainTop = pins + gap + columns + gap
    let height = mainTop + max(60, valueRange * perUnit) + 46
    var drawing = SVGDrawing(width: width, height: Int(height.rounded(.up)))
    if chart.points.isEmpty {
      drawing.text(language.text(.noMonth), x: Double(width) / 2, y: height / 2)
    } else {
      drawPins(&drawing)
      drawColumns(top: pins + gap, height: columns, low: low, high: high, perUnit: perUnit, &drawing)
      var main = monthly
      main.height = Int(height.rounded(.up))
      main.top = mainTop
      main.draw(&drawing)
    }
    return drawing.element(id: chart.id, title: chart.title.line, description: chart.summary)
  }

  /// `py` or `pl`.
  private var reference: String { chart.reference.rawValue }

  private var step: Double {
    (Double(width) - MonthlySVG.left - MonthlySVG.right) / Double(max(1, chart.points.count))
  }

  private func x(_ position: Int) -> Double { MonthlySVG.left + (Double(position) + 0.5) * step }

  private func drawPins(_ drawing: inout SVGDrawing) {
    let fractions = chart.points.map { point -> Double? in
      if case .percent(let fraction, _) = point.percent { fraction } else { nil }
    }
    let largest = fractions.compactMap { $0 }.filter { abs($0) <= clamp }.map(abs).max() ?? clamp
    let scale = (pins / 2 - 13) / max(largest, 0.01)
    let middle = pins / 2 + 4
    drawing.text("\u{394}\(reference.uppercased()) %", x: 0, y: middle + 3, anchor: "start", class: "t b")
    for (position, point) in chart.points.enumerated() {
      guard case .percent(let fraction, let impact) = point.percent else {
        if case .unavailable = point.percent {
          drawing.text("n/a", x: x(position), y: middle - 4, class: "t s")
        }
        continue
      }
      let isCut = abs(fraction) > clamp
      let length = (isCut ? (fraction < 0 ? -largest : largest) : fraction) * scale
      let end = middle - length
      drawing.line(
        x1: x(position), y1: middle, x2: x(position), y2: end, class: "pin \(impact.styleClass)-line")
      if isCut {
        drawing.arrow(x: x(position), y: end, isUp: fraction > 0, class: impact.styleClass)
      } else {
        drawing.rectangle(x: x(position) - 2.5, y: end - 2.5, width: 5, height: 5, class: impact.styleClass)
      }
      drawing.text(
        numbers.percent(fraction), x: x(position), y: fraction < 0 ? end + 13 : end - 6, class: "t v s")
    }
    drawing.line(
      x1: MonthlySVG.left, y1: middle, x2: Double(width) - MonthlySVG.right, y2: middle,
      class: "axis-\(reference)")
  }

  private func drawColumns(
    top: Double, height: Double, low: Double, high: Double, perUnit: Double, _ drawing: inout SVGDrawing
  ) {
    let zero = top + 13 + high * perUnit
    drawing.text("\u{394}\(reference.uppercased())", x: 0, y: zero + 3, anchor: "start", class: "t b")
    for (position, point) in chart.points.enumerated() {
      guard case .variance(let amount, let impact) = point.variance else { continue }
      let length = amount.doubleValue * perUnit
      let isForecast = point.month > chart.asOf
      drawing.rectangle(
        x: x(position) - step * 0.28, y: min(zero, zero - length), width: step * 0.56, height: abs(length),
        class: impact.styleClass + (isForecast ? "-fc" : ""))
      drawing.text(
        numbers.variance(amount), x: x(position), y: length < 0 ? zero - length + 10 : zero - length - 3,
        class: "t v s")
    }
    drawing.line(
      x1: MonthlySVG.left, y1: zero, x2: Double(width) - MonthlySVG.right, y2: zero, class: "axis-\(reference)")
  }
}
