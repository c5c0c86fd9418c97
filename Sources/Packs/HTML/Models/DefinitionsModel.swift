/// What the words and signs mean.
struct DefinitionsModel: StyledModel {
  let content: PackContent
  let style: PageStyle

  static let fields: [String: TemplateField<DefinitionsModel>] = spoken([
    "glossary": .list { $0.content.glossary.map { PairModel(name: $0.term, value: $0.meaning) } }
  ])
}
