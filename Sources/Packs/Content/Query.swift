/// Where the number of a cell is from.
public enum Query: Hashable, Sendable {
  /// An expression over the one row of a source.
  case value(SQL, of: Source)
  /// Made of several.
  case computed(SQL)

  /// A statement that gives the number.
  public var sql: SQL {
    switch self {
    case .value(let expression, let source): "select \(expression) from \(source.sql)"
    case .computed(let sql): sql
    }
  }
}
