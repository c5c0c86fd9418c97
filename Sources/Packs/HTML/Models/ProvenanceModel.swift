/// What made the numbers.
struct ProvenanceModel: StyledModel {
  let content: PackContent
  let style: PageStyle

  static let fields: [String: TemplateField<ProvenanceModel>] = spoken([
    "provenance": .list { model in
      model.content.provenance.map { PairModel(name: $0.name(model.language), value: $0.value) }
    },
    "workbook": .text { $0.style.links.workbookFile },
  ])
}
