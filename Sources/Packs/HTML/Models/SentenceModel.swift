/// A sentence: words, and numbers that lead to the table they are of.
struct SentenceModel: TemplateModel {
  let sentence: Sentence
  let style: PageStyle

  static let fields: [String: TemplateField<SentenceModel>] = [
    "parts": .list { model in model.sentence.parts.map { PartModel(part: $0, style: model.style) } }
  ]
}

/// A part of a sentence.
struct PartModel: TemplateModel {
  let part: Sentence.Part
  let style: PageStyle

  static let fields: [String: TemplateField<PartModel>] = [
    "words": .optionalText { model in
      if case .words(let words) = model.part { words } else { nil }
    },
    "figure": .optionalText { model in
      if case .figure(let figure) = model.part { figure.text } else { nil }
    },
    "figure_link": .text { model in
      guard case .figure(let figure) = model.part, let page = model.style.places[figure.table] else {
        return "#"
      }
      return model.style.links.page(page, "t-\(figure.table)")
    },
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
