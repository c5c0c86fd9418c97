/// How the forecasts came about.
struct MethodModel: StyledModel {
  let page: MethodPage
  let style: PageStyle

  static let fields: [String: TemplateField<MethodModel>] = spoken([
    "method": .list { $0.page.paragraphs.map { PairModel(name: $0.term, value: $0.meaning) } },
    "models": .object { TableModel($0.page.models, $0.style) },
    "changes": .object { TableModel($0.page.changes, $0.style) },
  ])
}
