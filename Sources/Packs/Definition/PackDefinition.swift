import StrictYAML

/// What a pack shows, as `reports/monthly-pack.yml` says it; how it looks is in the templates.
public struct PackDefinition: Hashable, Sendable {
  public var title: String
  /// The reporting unit: who.
  public var organisation: String
  public var language: Language
  public var currency: String
  public var numbers: NumberStyle
  /// Months of actuals and of forecast in a trend.
  public var history: Int
  public var ahead: Int
  public var executive: ExecutiveDefinition
  public var domains: [DomainPageDefinition]
  public var accuracy: AccuracyDefinition
  public var glossary: [GlossaryEntry]

  /// Reads the file at `path`. Throws `PackError` with file and line for an unknown key, a wrong type or a
  /// missing key.
  public static func read(path: String) throws(PackError) -> PackDefinition {
    try yaml { () throws(YAMLError) in try PackDefinition(YAMLValue.read(path: path)) }
  }

  /// Reads `text`; `file` is only for messages.
  public static func parse(_ text: String, file: String) throws(PackError) -> PackDefinition {
    try yaml { () throws(YAMLError) in try PackDefinition(YAMLValue.parse(text, file: file)) }
  }

  init(_ value: YAMLValue) throws(YAMLError) {
    let keys = try value.mapping()
    title = try keys.required("title").string()
    organisation = try keys.required("organisation").string()
    language = try keys.required("language").choice()
    currency = try keys.required("currency").string()
    let limit = try keys.required("percent_limit").integer(in: 1...10_000)
    numbers = try NumberStyle(keys.required("number"), percentLimit: limit)
    let trend = try keys.required("trend").mapping()
    history = try trend.required("history").integer(in: 1...60)
    ahead = try trend.required("ahead").integer(in: 0...60)
    try trend.finish()
    executive = try ExecutiveDefinition(keys.required("executive"))
    domains = try keys.required("domains").items(DomainPageDefinition.init)
    accuracy = try AccuracyDefinition(keys.required("accuracy"))
    glossary = try keys.required("glossary").items(GlossaryEntry.init)
    try keys.finish()
  }
}

/// Runs a YAML reader, turning its complaint into the error of this module.
func yaml<Value>(_ read: () throws(YAMLError) -> Value) throws(PackError) -> Value {
  do {
    return try read()
  } catch {
    throw PackError(.definition, file: error.file, line: error.line, error.message)
  }
}

extension YAMLValue {
  /// The list's elements, each read by `read`.
  func items<Item>(_ read: (YAMLValue) throws(YAMLError) -> Item) throws(YAMLError) -> [Item] {
    var items: [Item] = []
    for value in try list() { items.append(try read(value)) }
    return items
  }
}

extension YAMLMapping {
  /// The list's elements under an optional key; empty when it is absent.
  func items<Item>(
    _ key: String, _ read: (YAMLValue) throws(YAMLError) -> Item
  ) throws(YAMLError) -> [Item] {
    guard let value = optional(key) else { return [] }
    return try value.items(read)
  }
}
