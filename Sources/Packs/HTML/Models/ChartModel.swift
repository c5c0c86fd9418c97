/// A drawing, its title and the table behind it.
struct ChartModel: TemplateModel {
  let id: String
  let title: Title
  let drawing: String
  let data: Table
  let style: PageStyle

  static let fields: [String: TemplateField<ChartModel>] = [
    "chart_id": .text { $0.id },
    "who": .text { $0.title.who },
    "what": .text { $0.title.what },
    "when": .text { $0.title.when },
    "drawing": .markup { $0.drawing },
    "data": .object { TableModel($0.data, $0.style) },
  ]

  init(_ chart: MonthlyChart, _ style: PageStyle, width: Int, height: Int) {
    id = chart.id
    title = chart.title
    drawing =
      MonthlySVG(
        chart: chart, numbers: style.numbers, language: style.language, width: width, height: height
      ).element()
    data = chart.data
    self.style = style
  }

  init(_ chart: BridgeChart, _ style: PageStyle, width: Int) {
    id = chart.id
    title = chart.title
    drawing = BridgeSVG(chart: chart, numbers: style.numbers, width: width).element()
    data = chart.data
    self.style = style
  }
}
