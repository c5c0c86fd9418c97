/// A sentence as text.
struct SentenceModel: TemplateModel {
  let sentence: Sentence

  static let fields: [String: TemplateField<SentenceModel>] = [
    "line": .text { $0.sentence.text }
  ]
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
