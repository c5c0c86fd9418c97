/// How numbers, months, links and what stands behind numbers are written.
struct PageStyle: Sendable {
  let numbers: NumberStyle
  let language: Language
  let links: PageLinks
  /// The page that each table is on, by the table's id.
  let places: [String: String]
  let questions: Questions

  init(numbers: NumberStyle, language: Language, links: PageLinks) {
    self.numbers = numbers
    self.language = language
    self.links = links
    places = [:]
    questions = Questions()
  }

  /// Of a pack; what shows no tables of it has no questions.
  init(_ content: PackContent, _ links: PageLinks, _ questions: Questions = Questions()) {
    numbers = content.numbers
    language = content.language
    self.links = links
    places = Dictionary(content.tables.map { ($0.table.id, $0.page) }) { first, _ in first }
    self.questions = questions
  }
}

/// A model whose template may say every text of the language.
protocol SpokenModel: TemplateModel {
  var language: Language { get }
}

extension SpokenModel {
  /// `own` and `say_<key>` for every text without names.
  static func spoken(_ own: [String: TemplateField<Self>]) -> [String: TemplateField<Self>] {
    var fields = own
    for message in Message.allCases where message.names.isEmpty {
      fields["say_\(message.rawValue)"] = .text { $0.language.text(message) }
    }
    return fields
  }
}

/// A page's model.
protocol StyledModel: SpokenModel {
  var style: PageStyle { get }
}

extension StyledModel {
  var language: Language { style.language }
}
