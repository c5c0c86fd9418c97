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

  private init(_ id: String, _ title: Title, _ drawing: String, _ data: Table, _ style: PageStyle) {
    self.id = id
    self.title = title
    self.drawing = drawing
    self.data = data
    self.style = style
  }

  /// The values alone.
  init(_ chart: MonthlyChart, _ style: PageStyle, width: Int, height: Int, shared: ClosedRange<Double>? = nil) {
    let drawing = MonthlySVG(
      chart: chart, numbers: style.numbers, language: style.language, width: width, height: height,
      shared: shared)
    self.init(chart.id, chart.title, drawing.element(), chart.data, style)
  }

  /// With both tiers of variances.
  init(tiers chart: MonthlyChart, _ style: PageStyle, width: Int) {
    let drawing = TierSVG(chart: chart, numbers: style.numbers, language: style.language, width: width)
    self.init(chart.id, chart.title, drawing.element(), chart.data, style)
  }

  init(_ chart: BridgeChart, _ style: PageStyle, width: Int) {
    let drawing = BridgeSVG(chart: chart, numbers: style.numbers, language: style.language, width: width)
    self.init(chart.id, chart.title, drawing.element(), chart.data, style)
  }

  init(_ chart: StructureChart, _ style: PageStyle, width: Int) {
    let drawing = StructureSVG(chart: chart, numbers: style.numbers, language: style.language, width: width)
    self.init(chart.id, chart.title, drawing.element(), chart.data, style)
  }

  init(_ chart: MultiplesChart, _ style: PageStyle, width: Int) {
    let drawing = MultiplesSVG(chart: chart, numbers: style.numbers, language: style.language, width: width)
    self.init(chart.id, chart.title, drawing.element(), chart.data, style)
  }

  init(_ chart: ConeChart, _ style: PageStyle, width: Int, height: Int) {
    let drawing = ConeSVG(
      chart: chart, numbers: style.numbers, language: style.language, width: width, height: height)
    self.init(chart.id, chart.title, drawing.element(), chart.data, style)
  }

  init(_ chart: HorizonChart, _ style: PageStyle, width: Int, height: Int) {
    let drawing = HorizonSVG(
      chart: chart, numbers: style.numbers, language: style.language, width: width, height: height)
    self.init(chart.id, chart.title, drawing.element(), chart.data, style)
  }
}
