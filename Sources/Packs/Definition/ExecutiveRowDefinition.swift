import Domains
import StrictYAML

/// One row of the executive table: a node of a domain, or the ratio of two domains' totals.
public struct ExecutiveRowDefinition: Hashable, Sendable {
  public var label: String
  public var indent: Int
  public var measure: Measure

  public enum Measure: Hashable, Sendable {
    /// `keys` are the key columns that are not `(all)`.
    case node(domain: String, level: String, keys: [Key])
    /// Shown in percent, its differences in percentage points.
    case ratio(numerator: String, denominator: String, preference: Domain.Preference)
  }

  public struct Key: Hashable, Sendable {
    public let name: String
    public let value: String
  }

  init(_ value: YAMLValue) throws(YAMLError) {
    let keys = try value.mapping()
    label = try keys.required("label").named(.seriesUnlabelled, "is blank; a row has a name")
    indent = try keys.optional("indent")?.integer(in: 0...5) ?? 0
    if let ratio = try keys.optional("ratio")?.mapping() {
      guard let preference = ratio.optional("higher_is_better") else {
        throw ratio.value.breaks(.preferenceMissing, "lacks 'higher_is_better'; colour is impact, not sign")
      }
      measure = try .ratio(
        numerator: ratio.required("numerator").string(), denominator: ratio.required("denominator").string(),
        preference: preference.choice())
      try ratio.finish()
    } else {
      let level = try keys.optional("level")?.string() ?? Domain.Level.total
      var chosen: [Key] = []
      for (key, value) in try keys.optional("keys")?.mapping().entries ?? [] {
        chosen.append(Key(name: key, value: try value.literal()))
      }
      measure = try .node(domain: keys.required("domain").string(), level: level, keys: chosen)
    }
    try keys.finish()
  }
}
