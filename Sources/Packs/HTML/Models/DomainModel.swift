/// One domain's section.
struct DomainModel: TemplateModel {
  let page: DomainPage
  let style: PageStyle

  static let fields: [String: TemplateField<DomainModel>] = [
    "domain_id": .text { $0.page.domain.name },
    "domain_label": .text { $0.page.domain.label },
    "domain_messages": .list { $0.page.messages.map(TextModel.init) },
    "trend": .object { ChartModel($0.page.trend, $0.style, width: 1100, height: 260) },
    "variances": .list { model in model.page.variances.map { TableModel($0, model.style, hasBars: true) } },
    "stock_bridge": .object { model in model.page.stockBridge.map { TableModel($0, model.style) } },
    "domain_trust": .text { $0.page.trust },
    "losses": .list { $0.page.losses.map(TextModel.init) },
    "accuracy": .object { TableModel($0.page.accuracy, $0.style) },
  ]
}

/// A line of text.
struct TextModel: TemplateModel {
  let text: String

  static let fields: [String: TemplateField<TextModel>] = ["line": .text { $0.text }]
}

/// A name and what it stands for.
struct PairModel: TemplateModel {
  let name: String
  let value: String

  static let fields: [String: TemplateField<PairModel>] = [
    "name": .text { $0.name },
    "value": .text { $0.value },
  ]
}
