import StrictYAML

/// A language's words for what the database has codes for, or says in English: checks, findings, columns.
///
/// A pack shows the database's own words for what is missing here, so that English needs none, and a user's own checks,
/// gates and columns have the words that their user gave them.
struct DatabaseWords: Hashable, Sendable {
  /// By code, as `checks_<domain>` has it.
  var checks: [String: Check] = [:]
  /// What it is, by code.
  var findings: [String: String] = [:]
  /// What a row is, by name without domain.
  var relations: [String: String] = [:]
  /// By name; `key` is any key of a domain.
  var columns: [String: String] = [:]
  var periods: [String: String] = [:]
  var comparisons: [String: String] = [:]

  /// The column that stands for all keys.
  static let key = "{key}"

  /// The sides of a check, in words.
  struct Check: Hashable, Sendable {
    var name: String
    var expected: String
    var actual: String

    /// The names that they may have in braces.
    static let names = ["domain", "level", "comparison", "period", "month"]

    func filled(_ values: [String: String]) -> Check {
      func fill(_ text: String) -> String {
        Self.names.reduce(text) { $0.replacing("{\($1)}", with: values[$1] ?? "") }
      }
      return Check(name: fill(name), expected: fill(expected), actual: fill(actual))
    }
  }

  init() {}

  init(_ value: YAMLValue) throws(YAMLError) {
    let keys = try value.mapping()
    if let checks = keys.optional("checks") {
      for (code, entry) in try checks.mapping().entries { self.checks[code] = try Self.check(entry) }
    }
    findings = try Self.texts(keys.optional("findings"))
    relations = try Self.texts(keys.optional("relations"))
    columns = try Self.texts(keys.optional("columns"))
    periods = try Self.texts(keys.optional("periods"))
    comparisons = try Self.texts(keys.optional("comparisons"))
    try keys.finish()
  }

  private static func check(_ value: YAMLValue) throws(YAMLError) -> Check {
    let keys = try value.mapping()
    let check = Check(
      name: try text(keys.required("name")), expected: try text(keys.required("expected")),
      actual: try text(keys.required("actual")))
    try keys.finish()
    return check
  }

  private static func text(_ value: YAMLValue) throws(YAMLError) -> String {
    let text = try value.string()
    for name in Language.names(in: text) where !Check.names.contains(name) {
      let known = Check.names.map { "{\($0)}" }.joined(separator: ", ")
      throw value.error("has the name {\(name)}, which nothing stands for; there are \(known)")
    }
    return text
  }

  private static func texts(_ value: YAMLValue?) throws(YAMLError) -> [String: String] {
    guard let value else { return [:] }
    var texts: [String: String] = [:]
    for (key, entry) in try value.mapping().entries { texts[key] = try entry.string() }
    return texts
  }
}
