import Domains

/// A bridge as rows: levels and changes on one scale from zero, and beside them the changes alone, magnified,
/// since they are small beside a year.
struct BridgeSVG {
  let chart: BridgeChart
  let numbers: NumberStyle
  let language: Language
  let width: Int

  private let rowHeight = 26.0
  private let labelWidth = 150.0

  func element() -> String {
    let height = Int(rowHeight) * chart.steps.count + 24
    var drawing = SVGDrawing(width: width, height: height)
    let room = Double(width) - labelWidth
    levels(from: labelWidth, width: room * 0.52 - 60, &drawing)
    changes(from: labelWidth + room * 0.58, width: room * 0.42 - 4, &drawing)
    return drawing.element(id: chart.id, title: chart.title.line, description: chart.summary)
  }

  private func y(_ row: Int) -> Double { 18 + Double(row) * rowHeight }

  private func levels(from left: Double, width: Double, _ drawing: inout SVGDrawing) {
    var ends: [(start: Double, end: Double)] = []
    var running = 0.0
    for step in chart.steps {
      let amount = step.amount.doubleValue
      ends.append(step.isLevel ? (0, amount) : (running, running + amount))
      running = step.isLevel ? amount : running + amount
    }
    let low = min(0, ends.map { min($0.start, $0.end) }.min() ?? 0)
    let high = max(0, ends.map { max($0.start, $0.end) }.max() ?? 0, low + 1)
    func x(_ value: Double) -> Double { left + (value - low) / (high - low) * width }
    for (row, step) in chart.steps.enumerated() {
      let (start, end) = (x(ends[row].start), x(ends[row].end))
      drawing.text(
        StructureSVG.fitting(step.label), x: 0, y: y(row) + 13, anchor: "start",
        class: step.isLevel ? "t b" : "t")
      drawing.rectangle(
        x: min(start, end), y: y(row) + 2, width: max(1, abs(end - start)), height: rowHeight - 10,
        class: step.scenario?.rawValue ?? step.impact.styleClass)
      if step.isLevel {
        drawing.text(
          numbers.money(step.amount), x: max(start, end) + 4, y: y(row) + 13, anchor: "start", class: "t v b")
      }
      if row + 1 < chart.steps.count {
        drawing.line(x1: end, y1: y(row) + 2, x2: end, y2: y(row + 1) + rowHeight - 8, class: "split")
      }
    }
    drawing.line(x1: x(0), y1: y(0) - 2, x2: x(0), y2: y(chart.steps.count) - 4, class: "axis")
  }

  private func changes(from left: Double, width: Double, _ drawing: inout SVGDrawing) {
    let largest = chart.steps.filter { !$0.isLevel }.map { abs($0.amount.doubleValue) }.max() ?? 0
    let middle = left + width / 2
    let scale = largest > 0 ? (width / 2 - 44) / largest : 0
    drawing.text(language.text(.changesMagnified), x: middle, y: 11, class: "t s")
    for (row, step) in chart.steps.enumerated() where !step.isLevel {
      let length = step.amount.doubleValue * scale
      drawing.rectangle(
        x: min(middle, middle + length), y: y(row) + 2, width: abs(length), height: rowHeight - 10,
        class: step.impact.styleClass)
      drawing.text(
        numbers.variance(step.amount), x: middle + length + (length < 0 ? -4 : 4), y: y(row) + 13,
        anchor: length < 0 ? "end" : "start", class: "t v")
    }
    drawing.line(
      x1: middle, y1: y(0) + rowHeight - 4, x2: middle, y2: y(chart.steps.count - 1) - 2, class: "axis")
  }
}

extension Impact {
  /// The class that colours it.
  var styleClass: String {
    switch self {
    case .bad: "bad"
    case .neutral: "neutral"
    case .good: "good"
    }
  }
}
