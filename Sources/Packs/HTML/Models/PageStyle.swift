/// How numbers, months and links are written.
struct PageStyle: Sendable {
  let numbers: NumberStyle
  let language: Language
  let links: PageLinks

  init(numbers: NumberStyle, language: Language, links: PageLinks) {
    self.numbers = numbers
    self.language = language
    self.links = links
  }

  init(_ content: PackContent, _ links: PageLinks) {
    numbers = content.numbers
    language = content.language
    self.links = links
  }
}

/// A model whose template may say every text of the language.
protocol StyledModel: TemplateModel {
  var style: PageStyle { get }
}

extension StyledModel {
  /// `own` and `say_<key>` for every text without names.
  static func spoken(_ own: [String: TemplateField<Self>]) -> [String: TemplateField<Self>] {
    var fields = own
    for message in Message.allCases where message.names.isEmpty {
      fields["say_\(message.rawValue)"] = .text { $0.style.language.text(message) }
    }
    return fields
  }
}
