import StrictYAML

/// What templates/powerbi/measures.yml says.
struct MeasureTemplates: Sendable {
  /// Pieces of DAX that measures share, in order: a later one may use an earlier one.
  let fragments: [(name: String, text: String)]
  let measures: [Template]
  let file: String

  struct Template: Sendable {
    let name: String
    let subject: Subject
    let folder: String
    let format: Format
    let isHidden: Bool
    let description: String
    let expression: String
  }

  enum Subject: String, CaseIterable, Sendable { case domain, flow, stock, ratio }

  enum Format: String, CaseIterable, Sendable {
    case amount, variance, change, share
    case signedShare = "signed_share"
    case points, count, month, text
  }

  init(_ value: YAMLValue) throws(YAMLError) {
    let top = try value.mapping()
    file = value.file
    var fragments: [(name: String, text: String)] = []
    for (name, text) in try top.required("fragments").mapping().entries {
      fragments.append((name, try text.string()))
    }
    self.fragments = fragments
    var measures: [Template] = []
    for entry in try top.required("measures").list() { measures.append(try Self.template(entry)) }
    self.measures = measures
    try top.finish()
  }

  private static func template(_ value: YAMLValue) throws(YAMLError) -> Template {
    let keys = try value.mapping()
    let template = Template(
      name: try keys.required("name").string(), subject: try keys.required("for").choice(),
      folder: try keys.required("folder").string(), format: try keys.required("format").choice(),
      isHidden: try keys.optional("hidden")?.bool() ?? false,
      description: try keys.required("description").string(), expression: try keys.required("dax").string())
    try keys.finish()
    return template
  }
}
