import StrictYAML

/// What a pack shows, as `reports/monthly-pack.yml` says it; how it looks is in the templates.
public struct PackDefinition: Hashable, Sendable {
  public var title: String
  /// The reporting unit: who.
  public var organisation: String
  /// The language of the pack's own words: `templates/messages/<language>.yml`.
  public var language: String
  public var currency: String
  public var numbers: NumberStyle
  /// Months of actuals and of forecast in a trend.
  public var history: Int
  public var ahead: Int
  public var executive: ExecutiveDefinition
  public var domains: [DomainPageDefinition]
  /// Rows below one parent of a variance table; the smaller ones become one line.
  public var top: Int
  /// The trees of the variance page.
  public var variance: [VarianceDefinition]
  public var accuracy: AccuracyDefinition
  /// How the forecasts are made, in words.
  public var method: [GlossaryEntry]
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
    organisation = try keys.required("organisation").named(.titleWho, "is blank; titles say who reports")
    language = try Self.language(keys.required("language"))
    currency = try keys.required("currency").named(.unitMissing, "is blank; titles say the unit")
    let limit = try keys.required("percent_limit").integer(in: 1...10_000)
    numbers = try NumberStyle(keys.required("number"), percentLimit: limit)
    let trend = try keys.required("trend").mapping()
    history = try trend.required("history").integer(in: 1...60)
    ahead = try trend.required("ahead").integer(in: 0...60)
    try trend.finish()
    executive = try ExecutiveDefinition(keys.required("executive"))
    domains = try keys.required("domains").items(DomainPageDefinition.init)
    let variance = try keys.required("variance").mapping()
    top = try variance.required("top").integer(in: 1...1000)
    self.variance = try variance.required("trees").items(VarianceDefinition.tree)
    try variance.finish()
    accuracy = try AccuracyDefinition(keys.required("accuracy"))
    method = try keys.required("method").items(GlossaryEntry.init)
    let terms = try keys.required("glossary")
    glossary = try terms.items(GlossaryEntry.init)
    for term in ["AC", "PY", "FC"] where !glossary.contains(where: { $0.term == term }) {
      throw terms.breaks(.termUndefined, "does not define \(term), which every pack shows")
    }
    try keys.finish()
  }

  /// A language tag (RFC 5646) as it names a file and stands in a page.
  private static func language(_ value: YAMLValue) throws(YAMLError) -> String {
    let tag = try value.string()
    let parts = tag.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    let isTag = parts.allSatisfy { part in
      (1...8).contains(part.count)
        && part.allSatisfy { Character(Unicode.Scalar($0)).isLetter || (48...57).contains($0) }
    }
    guard isTag, (parts.first?.count ?? 0) >= 2 else {
      throw value.error("is '\(tag)'; expected a language tag such as en or de")
    }
    return tag
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
