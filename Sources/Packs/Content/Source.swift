import Domains
import Forecasting

/// Where a number is in the database: SQL over the relations that a reader sees, without their schema.
public struct Source: Hashable, Sendable {
  /// `kpi_monthly_sales`.
  public var relation: String
  /// `as_of_month = '2013-11-01' and level = 'country' and "country" = 'France'`.
  public var condition: String

  public init(relation: String, condition: String) {
    self.relation = relation
    self.condition = condition
  }

  /// The rows of a relation of `domain` that are about a node as of `asOf`.
  init(_ relation: String, _ domain: Domain, asOf: Month, _ level: String, _ keys: SeriesKey) {
    let names = zip(domain.keys, keys.values).filter { $1 != Domain.Level.all }
    let parts =
      ["as_of_month = '\(asOf.firstDay)'", "level = \(Self.literal(level))"]
      + names.map { "\(Self.identifier($0)) = \(Self.literal($1))" }
    self.init(relation: "\(relation)_\(domain.name)", condition: parts.joined(separator: " and "))
  }

  /// The rows of a relation without levels that are about a leaf as of `asOf`.
  init(_ relation: String, _ domain: Domain, asOf: Month, _ leaf: SeriesKey) {
    let parts =
      ["as_of_month = '\(asOf.firstDay)'"]
      + zip(domain.keys, leaf.values).map { "\(Self.identifier($0)) = \(Self.literal($1))" }
    self.init(relation: "\(relation)_\(domain.name)", condition: parts.joined(separator: " and "))
  }

  func and(_ condition: String) -> Source {
    Source(relation: relation, condition: "\(self.condition) and \(condition)")
  }

  /// `kpi_monthly_sales where …`.
  var text: String { "\(relation) where \(condition)" }

  /// One value of its one row.
  func select(_ expression: String) -> String { "select \(expression) from \(text)" }

  /// Text as an SQL literal, with `standard_conforming_strings` on, as it is by default.
  static func literal(_ text: String) -> String { "'" + text.replacing("'", with: "''") + "'" }
  static func identifier(_ name: String) -> String { "\"" + name.replacing("\"", with: "\"\"") + "\"" }
}

/// What a column shows of the rows of its table: an expression, and which row where there are several.
public struct Reading: Hashable, Sendable {
  public var expression: String
  public var condition: String?

  public init(_ expression: String, _ condition: String? = nil) {
    self.expression = expression
    self.condition = condition
  }

  /// `value where period = 'month'`, or the expression alone.
  var text: String { expression + (condition.map { " where \($0)" } ?? "") }

  /// A column of `kpi_monthly_<domain>`.
  static func kpi(_ expression: String, _ period: String, _ comparison: String) -> Reading {
    Reading(expression, "period = '\(period)' and comparison = '\(comparison)'")
  }
}
