/// The rows of one query, as text; the memory is libpq's and goes with the last copy.
public struct Rows: RandomAccessCollection {
  let result: Result
  /// Names in the order of the query; a name that occurs twice is found by its number only.
  public let columns: [String]
  let indices: [String: Int]

  init(_ result: Result) {
    self.result = result
    columns = (0..<result.columnCount).map(result.columnName)
    indices = Dictionary(zip(columns, columns.indices), uniquingKeysWith: { first, _ in first })
  }

  /// More rows of the same query.
  init(_ result: Result, like rows: Rows) {
    self.result = result
    columns = rows.columns
    indices = rows.indices
  }

  public var startIndex: Int { 0 }
  public var endIndex: Int { result.rowCount }
  public subscript(position: Int) -> Row { Row(rows: self, index: position) }

  /// Rows that an insert, update, delete or copy touched, or a select returned.
  public var affected: Int { result.affected }
}

/// One row; NULL is nil, everything else PostgreSQL's text form (dates ISO, times UTC).
public struct Row {
  let rows: Rows
  let index: Int

  /// The column must be one of the query's.
  public subscript(column: Int) -> String? {
    precondition(rows.columns.indices.contains(column), "the query has no column number \(column)")
    return rows.result.text(row: index, column: column)
  }

  /// The name must be one of the query's.
  public subscript(name: String) -> String? {
    guard let column = rows.indices[name] else { preconditionFailure("the query has no column \(name)") }
    return rows.result.text(row: index, column: column)
  }
}
