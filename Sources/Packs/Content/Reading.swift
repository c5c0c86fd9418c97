/// What a column shows of the rows of its table: an expression, and which row where there are several.
public struct Reading: Hashable, Sendable {
  public var expression: SQL
  public var conditions: [Source.Condition]

  public init(_ expression: SQL, _ conditions: [Source.Condition] = []) {
    self.expression = expression
    self.conditions = conditions
  }

  /// A column of `kpi_monthly_<domain>`.
  static func kpi(_ expression: SQL, _ period: String, _ comparison: String) -> Reading {
    Reading(expression, [.column("period", .text(period)), .column("comparison", .text(comparison))])
  }

  /// Of a row whose numbers are `source`'s.
  func of(_ source: Source) -> Query { source.and(conditions).select(expression) }

  /// `value where period = 'month'`, or the expression alone.
  var sql: SQL { conditions.isEmpty ? expression : "\(expression) where \(Source.all(conditions))" }
}
