/// WAPE by horizon: the forecast as columns, each other method as a line with its own mark. Reads its table.
struct HorizonSVG {
  let chart: HorizonChart
  let numbers: NumberStyle
  let language: Language
  let width: Int
  let height: Int

  func element() -> String {
    var drawing = SVGDrawing(width: width, height: height)
    let rows = chart.data.rows
    let series = chart.methods.map { method in
      rows.map { row -> Double? in
        guard let column = chart.data.column(method.key), case .share(let value) = row.cells[column] else {
          return nil
        }
        return value
      }
    }
    let known = series.flatMap { $0.compactMap { $0 } }
    guard !known.isEmpty, let own = series.first else {
      drawing.text(language.text(.noPairs), x: Double(width) / 2, y: Double(height) / 2)
      return drawing.element(id: chart.id, title: chart.title.line, description: chart.summary)
    }
    let (left, right, top, bottom) = (8.0, 110.0, 16.0, Double(height) - 20)
    let axis = ValueAxis(known, top: top, bottom: bottom)
    let step = (Double(width) - left - right) / Double(rows.count)
    func x(_ position: Int) -> Double { left + (Double(position) + 0.5) * step }
    for (position, value) in own.enumerated() {
      drawing.text(
        rows[position].cells[0].text(numbers, language), x: x(position), y: bottom + 13, class: "t s")
      guard let value else { continue }
      drawing.rectangle(
        x: x(position) - step * 0.28, y: axis.y(value), width: step * 0.56, height: axis.y(0) - axis.y(value),
        class: "fc")
      drawing.text(numbers.share(value), x: x(position), y: axis.y(value) - 4, class: "t v s halo")
    }
    var taken: [Double] = []
    for (index, values) in series.enumerated().dropFirst() {
      let points = values.enumerated().compactMap { position, value in
        value.map { (x: x(position), y: axis.y($0)) }
      }
      drawing.polyline(points, class: "line l\(index)")
      for point in points {
        if index == 1 {
          drawing.rectangle(x: point.x - 2.5, y: point.y - 2.5, width: 5, height: 5, class: "dot")
        } else {
          drawing.triangle(x: point.x - 3, y: point.y, size: 6, class: "dot")
        }
      }
      guard let last = points.last else { continue }
      var y = last.y + 3
      while taken.contains(where: { abs($0 - y) < 11 }) { y += 11 }
      taken.append(y)
      drawing.text(
        chart.methods[index].label, x: Double(width) - right + 6, y: y, anchor: "start", class: "t s")
    }
    if let last = own.last.flatMap({ $0 }) {
      var y = (axis.y(last) + axis.y(0)) / 2
      while taken.contains(where: { abs($0 - y) < 11 }) { y += 11 }
      drawing.text(chart.methods[0].label, x: Double(width) - right + 6, y: y, anchor: "start", class: "t s b")
    }
    drawing.line(x1: left, y1: bottom, x2: Double(width) - right, y2: bottom, class: "axis")
    return drawing.element(id: chart.id, title: chart.title.line, description: chart.summary)
  }
}
