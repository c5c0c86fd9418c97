import Domains
import Postgres

/// What the templates in `sql/domains` say for one domain.
///
/// `{{#stock}}` and `{{#flow}}` on a line of their own open lines for domains of that kind, `{{/stock}}` and
/// `{{/flow}}` close them; a file `*.stock.sql` or `*.flow.sql` is for those alone. All placeholders are quoted where they
/// come from the configuration; a domain's name needs none.
struct DomainTemplate {
  private let kind: Domain.Kind
  private let values: [String: String]

  init(_ domain: Domain, horizons: Int, schema: String) {
    kind = domain.kind
    let keys = domain.keys.map(Connection.quoteIdentifier)
    let measures = Self.measures(of: domain.kind)
    func listed(_ items: [String], _ transform: (String) -> String) -> String {
      items.map(transform).joined(separator: ", ")
    }
    values = [
      "schema": Connection.quoteIdentifier(schema),
      "domain": domain.name,
      "decimals": String(domain.decimals),
      "horizons": String(horizons),
      "keys": listed(keys) { $0 },
      "key_definitions": listed(keys) { "\($0) text collate \"C\" not null check (\($0) <> '(all)')" },
      "node_key_definitions": listed(keys) { "\($0) text collate \"C\" not null" },
      "node_keys": listed(keys.indices.map { "node.keys[\($0 + 1)] as \(keys[$0])" }) { $0 },
      "coalesced_keys": listed(keys) { "coalesce(staged.\($0), known.\($0))" },
      "plan.keys": listed(keys) { "plan.\($0)" },
      "measures": listed(measures) { $0 },
      "staged.measures": listed(measures) { "staged.\($0)" },
      "known.measures": listed(measures) { "known.\($0)" },
    ]
  }

  /// The columns of `actual_<domain>` that hold figures.
  static func measures(of kind: Domain.Kind) -> [String] {
    ["value", "units"] + (kind == .stock ? ["inflow", "outflow", "revaluation"] : [])
  }

  func concerns(_ file: SQLFile) -> Bool {
    let other: Domain.Kind = kind == .stock ? .flow : .stock
    return !file.name.hasSuffix(".\(other.rawValue)")
  }

  /// Throws `MigrationError.template`.
  func filled(_ file: SQLFile) throws(MigrationError) -> String {
    do {
      return try SQLTemplate(text: section(file.text)).filled(values)
    } catch {
      throw .template(name: file.name, reason: error.description)
    }
  }

  private func section(_ text: String) -> String {
    var skipped = false
    var lines: [Substring] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      switch line {
      case "{{#stock}}": skipped = kind != .stock
      case "{{#flow}}": skipped = kind != .flow
      case "{{/stock}}", "{{/flow}}": skipped = false
      default: if !skipped { lines.append(line) }
      }
    }
    return lines.joined(separator: "\n")
  }
}
