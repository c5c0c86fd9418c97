/// Every control.
struct ChecksModel: StyledModel {
  let content: PackContent
  let style: PageStyle

  static let fields: [String: TemplateField<ChecksModel>] = spoken([
    "checks_passed": .text { String($0.content.checksPassed) },
    "checks_total": .text { String($0.content.checks.count) },
    "is_sound": .flag { $0.content.isSound },
    "checks": .object { TableModel($0.content.checksTable, $0.style) },
  ])
}
