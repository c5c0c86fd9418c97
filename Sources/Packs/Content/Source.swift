import Domains
import Forecasting

/// Where numbers are in the database: rows of a relation that a reader sees, without its schema.
public struct Source: Hashable, Sendable {
  /// `kpi_monthly` of `kpi_monthly_sales`.
  public var view: String
  /// The domain whose relation it is; nil for one of all domains.
  public var domain: String?
  /// All of them hold.
  public var conditions: [Condition]

  public enum Condition: Hashable, Sendable {
    /// A key of the domain has this value.
    case key(String, String)
    /// A column of the program's own naming has this value.
    case column(String, SQL.Value)
    case other(SQL)

    fileprivate var sql: SQL {
      switch self {
      case .key(let name, let value): "\(column: name) = \(value)"
      case .column(let name, let value): "\(name: name) = \(value)"
      case .other(let sql): sql
      }
    }
  }

  /// The rows of a relation that are of `asOf`.
  init(_ view: String, _ domain: String?, asOf: Month) {
    self.view = view
    self.domain = domain
    conditions = [.column("as_of_month", .month(asOf))]
  }

  /// The rows of a relation of `domain` that are about a node as of `asOf`.
  init(_ view: String, _ domain: Domain, asOf: Month, _ level: String, _ keys: SeriesKey) {
    self.init(view, domain.name, asOf: asOf)
    conditions.append(.column("level", .text(level)))
    for (name, value) in zip(domain.keys, keys.values) where value != Domain.Level.all {
      conditions.append(.key(name, value))
    }
  }

  /// The rows of a relation without levels that are about a leaf as of `asOf`.
  init(_ view: String, _ domain: Domain, asOf: Month, _ leaf: SeriesKey) {
    self.init(view, domain.name, asOf: asOf)
    conditions += zip(domain.keys, leaf.values).map { .key($0, $1) }
  }

  /// `kpi_monthly_sales`.
  var relation: String { domain.map { "\(view)_\($0)" } ?? view }

  /// The keys that limit it, in their order.
  var keys: [(column: String, value: String)] {
    conditions.compactMap { condition in
      if case .key(let column, let value) = condition { (column, value) } else { nil }
    }
  }

  /// What a column of the program's own naming is compared with.
  subscript(column: String) -> SQL.Value? {
    for case .column(column, let value) in conditions { return value }
    return nil
  }

  func and(_ conditions: Condition...) -> Source { and(conditions) }

  func and(_ conditions: [Condition]) -> Source {
    var source = self
    source.conditions += conditions
    return source
  }

  func and(_ column: String, _ value: String) -> Source { and(.column(column, .text(value))) }
  func and(_ column: String, _ value: Month) -> Source { and(.column(column, .month(value))) }
  func and(_ column: String, _ value: Int) -> Source { and(.column(column, .number(String(value)))) }

  /// One value of its one row.
  func select(_ expression: SQL) -> Query { .value(expression, of: self) }

  /// `kpi_monthly_sales where …`.
  var sql: SQL { "\(name: relation) where \(Self.all(conditions))" }

  static func all(_ conditions: [Condition]) -> SQL { SQL(conditions.map(\.sql), separator: " and ") }
}
