/// One domain's page.
struct DomainModel: StyledModel {
  let page: DomainPage
  let style: PageStyle

  static let fields: [String: TemplateField<DomainModel>] = spoken([
    "domain_messages": .list { $0.page.messages.map(SentenceModel.init) },
    "comments": .list { model in
      model.page.comments.map { CommentModel(comment: $0, style: model.style) }
    },
    "trend": .object { ChartModel($0.page.trend, $0.style, width: 1100, height: 260) },
    "variances": .list { model in model.page.variances.map { TableModel($0, model.style, hasBars: true) } },
    "stock_bridge": .object { model in model.page.stockBridge.map { TableModel($0, model.style) } },
    "adjustments": .list { model in model.page.adjustments.map { TableModel($0, model.style) } },
    "trust": .object { SentenceModel(sentence: $0.page.trust) },
    "losses": .list { $0.page.losses.map(SentenceModel.init) },
    "trust_page": .text { $0.style.links.page("accuracy", "accuracy-\($0.page.domain.name)") },
  ])
}
