/// One domain's page.
struct DomainModel: StyledModel {
  let page: DomainPage
  let style: PageStyle

  static let fields: [String: TemplateField<DomainModel>] = spoken([
    "domain_messages": .list { model in
      model.page.messages.map { SentenceModel(sentence: $0, style: model.style) }
    },
    "comments": .list { model in
      model.page.comments.map { CommentModel(comment: $0, style: model.style) }
    },
    "figures": .object { TableModel($0.page.figures, $0.style) },
    "trend": .object { ChartModel(tiers: $0.page.trend, $0.style, width: 1100) },
    "plan_figures": .object { model in model.page.plan.map { TableModel($0.figures, model.style) } },
    "plan_trend": .object { model in
      model.page.plan.map { ChartModel(tiers: $0.trend, model.style, width: 1100) }
    },
    "plan_missing": .optionalText { $0.page.planMissing },
    "structure": .object { model in model.page.structure.map { ChartModel($0, model.style, width: 1100) } },
    "multiples": .object { model in model.page.multiples.map { ChartModel($0, model.style, width: 1100) } },
    "bridges": .list { model in model.page.bridges.map { ChartModel($0, model.style, width: 560) } },
    "bridges_missing": .list { $0.page.bridgesMissing.map(TextModel.init) },
    "price_volume": .object { model in
      model.page.priceVolume.map { ChartModel($0.bridge, model.style, width: 560) }
    },
    "price_volume_nodes": .object { model in
      model.page.priceVolume.map { TableModel($0.nodes, model.style) }
    },
    "price_volume_products": .object { model in
      model.page.priceVolume?.products.map { TableModel($0, model.style) }
    },
    "variances": .list { model in model.page.variances.map { TableModel($0, model.style, hasBars: true) } },
    "stock_bridge": .object { model in model.page.stockBridge.map { TableModel($0, model.style) } },
    "adjustments": .list { model in model.page.adjustments.map { TableModel($0, model.style) } },
    "trust": .object { SentenceModel(sentence: $0.page.trust, style: $0.style) },
    "losses": .list { model in model.page.losses.map { SentenceModel(sentence: $0, style: model.style) } },
    "trust_page": .text { $0.style.links.page("accuracy", "accuracy-\($0.page.domain.name)") },
  ])
}
