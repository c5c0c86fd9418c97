import StrictYAML

/// A term and what it means here.
public struct GlossaryEntry: Hashable, Sendable {
  public let term: String
  public let meaning: String

  init(_ value: YAMLValue) throws(YAMLError) {
    let keys = try value.mapping()
    term = try keys.required("term").literal()
    meaning = try keys.required("meaning").string()
    try keys.finish()
  }
}
