/// A line of text.
struct TextModel: TemplateModel {
  let text: String

  static let fields: [String: TemplateField<TextModel>] = ["line": .text { $0.text }]
}
