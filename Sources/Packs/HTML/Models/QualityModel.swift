/// What is not as it should be in the data.
struct QualityModel: StyledModel {
  let page: FindingsPage
  let style: PageStyle

  static let fields: [String: TemplateField<QualityModel>] = spoken([
    "findings_summary": .object { TableModel($0.page.summary, $0.style) },
    "findings": .object { TableModel($0.page.all, $0.style) },
  ])
}
