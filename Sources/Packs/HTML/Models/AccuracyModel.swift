/// How far the forecasts can be trusted.
struct AccuracyModel: StyledModel {
  let content: PackContent
  let style: PageStyle

  static let fields: [String: TemplateField<AccuracyModel>] = spoken([
    "domains": .list { model in
      model.content.domains.map { DomainAccuracyModel(page: $0, style: model.style) }
    }
  ])
}

/// One domain's part of it.
struct DomainAccuracyModel: TemplateModel {
  let page: DomainPage
  let style: PageStyle

  static let fields: [String: TemplateField<DomainAccuracyModel>] = [
    "accuracy_id": .text { "accuracy-\($0.page.domain.name)" },
    "domain_label": .text { $0.page.domain.label },
    "trust": .object { SentenceModel(sentence: $0.page.trust, style: $0.style) },
    "losses": .list { model in model.page.losses.map { SentenceModel(sentence: $0, style: model.style) } },
    "horizons": .object { ChartModel($0.page.horizons, $0.style, width: 560, height: 220) },
    "cones": .list { model in
      model.page.cones.map { ChartModel($0, model.style, width: 560, height: 220) }
    },
    "accuracy": .object { TableModel($0.page.accuracy, $0.style) },
    "value_added": .object { model in model.page.valueAdded.map { TableModel($0, model.style) } },
  ]
}
