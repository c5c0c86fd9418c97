import Domains

/// Horizontal bars for a structure: actual before prior year, the variance as a bar of the same scale, the relative
/// variance as a pin. Every number is a cell of the chart's table.
struct StructureSVG {
  let chart: StructureChart
  let numbers: NumberStyle
  let language: Language
  let width: Int

  private let rowHeight = 22.0
  private let labelWidth = 190.0
  private let clamp = 1.0

  private struct Bar {
    let label: String
    let row: Table.Row
    let actual: Amount?
    let reference: Amount?
    let variance: Cell
    let percent: Cell
  }

  func element() -> String {
    let bars = self.bars
    let height = Int(rowHeight) * max(1, bars.count) + 24
    var drawing = SVGDrawing(width: width, height: height)
    let levels = bars.flatMap { [$0.actual, $0.reference].compactMap { $0?.doubleValue } }
    let variances = bars.compactMap { $0.variance.amount?.doubleValue }
    let (low, high) = (min(0, levels.min() ?? 0), max(0, levels.max() ?? 0))
    let (least, most) = (min(0, variances.min() ?? 0), max(0, variances.max() ?? 0))
    let labels = 64.0
    let room = Double(width) - labelWidth - 180 - 4 * labels
    let span = high - low + most - least
    let perUnit = span > 0 ? room / span : 0
    let zero = labelWidth + (low < 0 ? labels : 0) - low * perUnit
    let base = zero + high * perUnit + labels * 2 - least * perUnit
    let pin = Double(width) - 92
    drawing.text("AC, PY", x: zero, y: 11, anchor: "start", class: "t s")
    drawing.text("\u{394}PY", x: base, y: 11, class: "t s")
    drawing.text("\u{394}PY %", x: pin, y: 11, class: "t s")
    for (position, bar) in bars.enumerated() {
      let y = 18 + Double(position) * rowHeight
      draw(bar, y: y, zero: zero, base: base, pin: pin, perUnit: perUnit, bars, &drawing)
    }
    let bottom = 18 + Double(bars.count) * rowHeight
    drawing.line(x1: zero, y1: 16, x2: zero, y2: bottom, class: "axis")
    drawing.line(x1: base, y1: 16, x2: base, y2: bottom, class: "axis-py")
    drawing.line(x1: pin, y1: 16, x2: pin, y2: bottom, class: "axis-py")
    return drawing.element(id: chart.id, title: chart.title.line, description: chart.summary)
  }

  private func draw(
    _ bar: Bar, y: Double, zero: Double, base: Double, pin: Double, perUnit: Double, _ bars: [Bar],
    _ drawing: inout SVGDrawing
  ) {
    drawing.text(
      Self.fitting(bar.label), x: Double(min(bar.row.depth, 4)) * 12, y: y + 13, anchor: "start",
      class: bar.row.isTotal ? "t b" : "t")
    for (amount, offset, name) in [(bar.reference, 1.0, "py"), (bar.actual, 5.0, "ac")] {
      guard let value = amount?.doubleValue else { continue }
      let end = zero + value * perUnit
      drawing.rectangle(
        x: min(zero, end), y: y + offset, width: abs(end - zero), height: rowHeight - 9, class: name)
    }
    if let actual = bar.actual {
      let end = [actual, bar.reference ?? actual].map { zero + $0.doubleValue * perUnit }
      let isNegative = actual.scaled < 0
      drawing.text(
        numbers.money(actual), x: isNegative ? (end.min() ?? zero) - 4 : (end.max() ?? zero) + 4, y: y + 15,
        anchor: isNegative ? "end" : "start", class: "t v")
    }
    if case .variance(let amount, let impact) = bar.variance {
      let end = base + amount.doubleValue * perUnit
      drawing.rectangle(
        x: min(base, end), y: y + 3, width: abs(end - base), height: rowHeight - 9, class: impact.styleClass)
      drawing.text(
        numbers.variance(amount), x: end + (amount.scaled < 0 ? -4 : 4), y: y + 13,
        anchor: amount.scaled < 0 ? "end" : "start", class: "t v")
    }
    switch bar.percent {
    case .percent(let fraction, let impact):
      let largest = max(
        bars.compactMap { bar -> Double? in
          if case .percent(let other, _) = bar.percent, abs(other) <= clamp { abs(other) } else { nil }
        }.max() ?? clamp, 0.01)
      let isCut = abs(fraction) > clamp
      let end = pin + (isCut ? (fraction < 0 ? -1 : 1) : fraction / largest) * 34
      drawing.line(x1: pin, y1: y + 9, x2: end, y2: y + 9, class: "pin \(impact.styleClass)-line")
      if isCut {
        drawing.arrow(x: end, y: y + 9, isRight: fraction > 0, class: impact.styleClass)
      } else {
        drawing.rectangle(x: end - 2.5, y: y + 6.5, width: 5, height: 5, class: impact.styleClass)
      }
      drawing.text(
        numbers.percent(fraction), x: end + (isCut ? 10 : 6) * (fraction < 0 ? -1 : 1), y: y + 12,
        anchor: fraction < 0 ? "end" : "start", class: "t v s")
    case .unavailable: drawing.text("n/a", x: pin + 6, y: y + 12, anchor: "start", class: "t s")
    default: break
    }
  }

  private var bars: [Bar] {
    let table = chart.data
    guard let actual = table.column("ac") else { return [] }
    func cell(_ row: Table.Row, _ key: String) -> Cell { table.column(key).map { row.cells[$0] } ?? .blank }
    return table.rows.map { row in
      Bar(
        label: row.cells[0].text(numbers, language), row: row, actual: row.cells[actual].amount,
        reference: cell(row, "ac_py.reference").amount, variance: cell(row, "ac_py.variance"),
        percent: cell(row, "ac_py.percent"))
    }
  }

  /// What is too long for its place ends in an ellipsis; the table has all of it.
  static func fitting(_ text: String) -> String {
    text.unicodeScalars.count <= 28
      ? text : String(String.UnicodeScalarView(text.unicodeScalars.prefix(27))) + "…"
  }
}
