/// A visual as its file says it.
struct VisualSketch {
  let tabOrder: Int
  private let type: String
  private let x: Int
  private let y: Int
  private let width: Int
  private let height: Int
  private let title: String?
  private let words: String
  /// Names of fields as the visual shows them, by role.
  private let fields: [String: [String]]
  /// Names of fields that are drawn dashed, and colours by name.
  private let dashed: Set<String>
  private let colours: [String: String]

  init(_ json: ReportJSON) {
    let position = json["position"]
    let visual = json["visual"]
    tabOrder = position["tabOrder"].integer
    x = position["x"].integer
    y = position["y"].integer
    width = position["width"].integer
    height = position["height"].integer
    type = visual["visualType"].text ?? ""
    title = visual["visualContainerObjects"]["title"].items.first?["properties"]["text"].literal
    words =
      visual["objects"]["general"].items.first?["properties"]["paragraphs"].items
      .flatMap { $0["textRuns"].items.compactMap { $0["value"].text } }.joined(separator: " ") ?? ""
    var fields: [String: [String]] = [:]
    var names: [String: String] = [:]
    for role in visual["query"]["queryState"].names {
      let projections = visual["query"]["queryState"][role]["projections"].items
      fields[role] = projections.map { $0["nativeQueryRef"].text ?? "" }
      for projection in projections {
        names[projection["queryRef"].text ?? ""] = projection["nativeQueryRef"].text
      }
    }
    self.fields = fields
    var dashed: Set<String> = []
    for style in visual["objects"]["lineStyles"].items
    where style["properties"]["lineStyle"].literal == "dashed" {
      if let name = names[style["selector"]["metadata"].text ?? ""] { dashed.insert(name) }
    }
    self.dashed = dashed
    var colours: [String: String] = [:]
    for point in visual["objects"]["dataPoint"].items {
      guard let name = names[point["selector"]["metadata"].text ?? ""] else { continue }
      colours[name] = point["properties"]["fill"]["solid"]["color"].literal
    }
    self.colours = colours
  }

  func draw(_ svg: inout Drawing) {
    if type == "textbox" { return svg.words(words, x, y + 34, width: width, size: 21, bold: true) }
    svg.box(x, y, width, height, fill: "#FFFFFF", stroke: "#D0D0D0")
    if let title { svg.words(title, x + 8, y + 17, width: width - 16, size: 12, bold: true) }
    switch type {
    case "slicer": slicer(&svg)
    case "cardVisual": cards(&svg)
    case "lineChart": lines(&svg)
    case "lineStackedColumnComboChart": columns(&svg)
    default: table(&svg)
    }
  }

  private func slicer(_ svg: inout Drawing) {
    svg.words(fields["Values"]?.first ?? "", x + 8, y + 18, width: width - 16)
    svg.box(x + 8, y + 26, width - 16, 22, fill: "#FFFFFF", stroke: "#757575")
    svg.words("All ▾", x + 14, y + 41, width: 60, colour: "#757575")
  }

  private func cards(_ svg: inout Drawing) {
    let names = fields["Data"] ?? []
    let step = (width - 16) / max(1, names.count)
    for (index, name) in names.enumerated() {
      let left = x + 8 + index * step
      svg.box(left, y + 24, step - 8, height - 32, fill: "#FAFAFA", stroke: "#E0E0E0")
      svg.words(name.contains("%") ? "0.0 %" : "#,0", left + 8, y + 48, width: step - 24, size: 18)
      svg.words(name, left + 8, y + 68, width: step - 24, colour: "#757575")
    }
  }

  private func lines(_ svg: inout Drawing) {
    let names = fields["Y"] ?? []
    legend(names, &svg)
    let steps = 24
    for (index, name) in names.enumerated() {
      let range = dashed.contains(name) ? 16..<steps : 0..<17
      let points = range.map { month in
        let share = (month * 7 + month * month % 5 * 3 + (dashed.contains(name) ? 0 : index * 4)) % 60
        return (x + 32 + month * (width - 64) / (steps - 1), y + height - 48 - share * (height - 120) / 60)
      }
      svg.line(points, stroke: colours[name] ?? "#3A3A3A", dashed: dashed.contains(name))
    }
    axis(&svg)
  }

  private func columns(_ svg: inout Drawing) {
    legend((fields["Y"] ?? []) + (fields["Y2"] ?? []), &svg)
    let middle = y + height / 2 + 16
    var points: [(Int, Int)] = []
    for month in 0..<16 {
      let left = x + 32 + month * (width - 64) / 16
      let size = (month * 13 + 7) % 37 * (height - 130) / 74
      svg.box(left, month % 3 == 0 ? middle : middle - size, (width - 64) / 24, size, fill: "#3A3A3A")
      points.append((left + (width - 64) / 48, middle + (month % 3 == 0 ? size / 2 : -size / 2)))
    }
    svg.line(points, stroke: "#0B6E99", dashed: false)
    axis(&svg)
  }

  private func legend(_ names: [String], _ svg: inout Drawing) {
    for (index, name) in names.enumerated() {
      let left = x + 16 + index * 130
      svg.line(
        [(left, y + 34), (left + 22, y + 34)], stroke: colours[name] ?? (index == 0 ? "#3A3A3A" : "#0B6E99"),
        dashed: dashed.contains(name))
      svg.words(name, left + 28, y + 38, width: 100)
    }
  }

  private func axis(_ svg: inout Drawing) {
    svg.line([(x + 24, y + height - 32), (x + width - 24, y + height - 32)], stroke: "#BDBDBD", dashed: false)
    svg.words(fields["Category"]?.first ?? "", x + 24, y + height - 14, width: width - 48, colour: "#757575")
  }

  /// Row fields, then one column a value; under each member of the column field where there is one.
  private func table(_ svg: inout Drawing) {
    let rows = fields["Rows"] ?? []
    let values = fields["Values"] ?? []
    let groups = (fields["Columns"] ?? []).flatMap { name in (1...3).map { "\(name) \($0)" } }
    let headers = groups.isEmpty ? values : groups.flatMap { group in values.map { "\(group): \($0)" } }
    let first = rows.isEmpty ? 0 : min(240, width / 4)
    let step = (width - 16 - first) / max(1, headers.count)
    svg.box(x + 8, y + 26, width - 16, 22, fill: "#EEEEEE")
    if !rows.isEmpty { svg.words(rows.joined(separator: " › "), x + 14, y + 41, width: first - 12, bold: true) }
    for (index, header) in headers.enumerated() {
      svg.words(header, x + 14 + first + index * step, y + 41, width: step - 10, bold: true)
    }
    for row in stride(from: y + 70, to: y + height - 8, by: 22) {
      svg.line([(x + 8, row), (x + width - 8, row)], stroke: "#E0E0E0", dashed: false)
    }
  }
}
