/// The page that is read first.
struct ExecutiveModel: StyledModel {
  let content: PackContent
  let style: PageStyle

  private var page: ExecutivePage { content.executive }

  static let fields: [String: TemplateField<ExecutiveModel>] = spoken([
    "messages": .list { model in model.content.messages.map { SentenceModel(sentence: $0, style: model.style) }
    },
    "comments": .list { model in
      model.content.comments.map { CommentModel(comment: $0, style: model.style) }
    },
    "summary": .object { TableModel($0.page.summary, $0.style) },
    "plan": .object { model in model.page.plan.map { TableModel($0, model.style) } },
    "plan_missing": .optionalText { $0.page.planMissing },
    "charts": .list { model in
      let shared = model.content.executive.sharedScale
      return model.page.charts.map { ChartModel($0, model.style, width: 400, height: 210, shared: shared) }
    },
    "bridge": .object { model in model.page.bridge.map { ChartModel($0, model.style, width: 560) } },
    "bridge_missing": .optionalText { $0.page.bridgeMissing },
    "exposed": .object { TableModel($0.page.variance, $0.style, hasBars: true) },
    "trust": .object { SentenceModel(sentence: $0.page.trust, style: $0.style) },
    "trust_table": .object { TableModel($0.page.trustTable, $0.style) },
    "trust_page": .text { $0.style.links.page("accuracy") },
    "variance_page": .text { $0.style.links.page("variance") },
  ])
}
