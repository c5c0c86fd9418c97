import Domains

/// Small charts of one scale, side by side.
struct MultiplesSVG {
  let chart: MultiplesChart
  let numbers: NumberStyle
  let language: Language
  let width: Int

  private let across = 4
  private let panelHeight = 132

  func element() -> String {
    let panelWidth = width / across
    let rows = (chart.panels.count + across - 1) / across
    var drawing = SVGDrawing(width: width, height: max(1, rows) * panelHeight)
    let charts = chart.panels.map { panel in
      MonthlySVG(
        chart: panel, numbers: numbers, language: language, width: panelWidth, height: panelHeight,
        labelsAll: false, top: 34)
    }
    let values = chart.panels.flatMap(\.values)
    let shared = min(0, values.min() ?? 0)...max(0, values.max() ?? 0)
    for (position, panel) in charts.enumerated() {
      let (x, y) = (position % across * panelWidth, position / across * panelHeight)
      drawing.group(x: Double(x), y: Double(y)) { (inner) in
        inner.text(panel.chart.title.what, x: MonthlySVG.left, y: 12, anchor: "start", class: "t b")
        var panel = panel
        panel.shared = shared
        if !panel.chart.points.isEmpty { panel.draw(&inner) }
      }
    }
    if chart.panels.isEmpty {
      drawing.text(language.text(.nothing), x: Double(width) / 2, y: Double(panelHeight) / 2)
    }
    return drawing.element(id: chart.id, title: chart.title.line, description: chart.summary)
  }
}
