/// WAPE by horizon: the forecast as columns, each other method as a line with its own mark. Reads its table.
struct HorizonSVG {
  let chart: HorizonChart
  let numbers: NumberStyle
  let language: Language
  let width: Int
  let height: Int

  private let left = 8.0
  private let right = 110.0
  private let top = 16.0
  private var bottom: Double { Double(height) - 20 }

  func element() -> String {
    var drawing = SVGDrawing(width: width, height: height)
    let series = chart.methods.map(values)
    let known = series.flatMap { $0.compactMap { $0 } }
    if known.isEmpty {
      drawing.message(language.text(.noPairs))
    } else {
      draw(series, ValueAxis(known, top: top, bottom: bottom), &drawing)
    }
    return drawing.element(id: chart.id, title: chart.title.line, description: chart.summary)
  }

  /// The WAPE of a method by row; nil where it has no pairs.
  private func values(_ method: HorizonChart.Method) -> [Double?] {
    chart.data.rows.map { row in
      guard let column = chart.data.column(method.key), case .share(let value) = row.cells[column] else {
        return nil
      }
      return value
    }
  }

  private func draw(_ series: [[Double?]], _ axis: ValueAxis, _ drawing: inout SVGDrawing) {
    let rows = chart.data.rows
    let step = (Double(width) - left - right) / Double(rows.count)
    func x(_ position: Int) -> Double { left + (Double(position) + 0.5) * step }
    for (position, value) in series[0].enumerated() {
      drawing.text(
        rows[position].cells[0].text(numbers, language), x: x(position), y: bottom + 13, class: "t s")
      if let value { drawing.column(x: x(position), width: step * 0.56, to: value, on: axis, class: "fc") }
    }
    var taken: [Double] = []
    /// As near as there is room within the drawing, below rather than above.
    func label(_ method: Int, y wanted: Double, class name: String) {
      let places = (0...series.count * 2).flatMap { [wanted + Double($0) * 6, wanted - Double($0) * 6] }
      let free = places.first { y in
        (top...bottom + 3).contains(y) && !taken.contains { abs($0 - y) < 11 }
      }
      let y = free ?? wanted
      taken.append(y)
      drawing.text(
        chart.methods[method].label, x: Double(width) - right + 6, y: y, anchor: "start", class: name)
    }
    for (index, values) in series.enumerated().dropFirst() {
      let points = values.enumerated().compactMap { position, value in
        value.map { (x: x(position), y: axis.y($0)) }
      }
      guard let last = points.last else { continue }
      drawing.polyline(points, class: "line l\(index)")
      for point in points {
        if index == 1 {
          drawing.rectangle(x: point.x - 2.5, y: point.y - 2.5, width: 5, height: 5, class: "dot")
        } else {
          drawing.triangle(x: point.x - 3, y: point.y, size: 6, class: "dot")
        }
      }
      label(index, y: last.y + 3, class: "t s")
    }
    // Over the lines; where the columns are narrow, as many as there is room for.
    let stride = max(1, Int((34 / step).rounded(.up)))
    for (position, value) in series[0].enumerated() where position % stride == 0 {
      guard let value else { continue }
      drawing.text(numbers.share(value), x: x(position), y: axis.y(0) - 5, class: "t v s halo")
    }
    if let last = series[0].last.flatMap({ $0 }) { label(0, y: (axis.y(last) + axis.y(0)) / 2, class: "t s b") }
    drawing.line(x1: left, y1: bottom, x2: Double(width) - right, y2: bottom, class: "axis")
  }
}
