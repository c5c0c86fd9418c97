extension Connection {
  /// Reads a query's rows by COPY BINARY, a row at a time, without keeping them.
  ///
  /// - Parameters:
  ///   - columns: what `body` expects, checked against the query's columns before the first row.
  ///   - body: takes a row's fields in order; the row is gone after the call. When it throws the server is told to
  ///     stop, and the connection can be used again.
  /// - Returns: how many rows came.
  /// - Throws: kind `protocol` when the columns have other types, and whatever `body` throws.
  @discardableResult
  public func copyOut(
    _ query: String, columns: [ColumnType], _ body: (inout CopyRow) throws -> Void
  ) throws -> Int {
    try check(columns, of: query)
    let statement = "copy (\(query)\n) to stdout (format binary)"
    try handle.startCopy(.out, statement)
    var rows = 0
    var isFirst = true
    do {
      while try handle.receiveCopy(
        statement,
        { piece in
          // The header comes with the first row, or with the trailer when there is none.
          let skipped = isFirst ? CopyWriter.header.count : 0
          isFirst = false
          let bytes = RawSpan(_unsafeBytes: piece).extracting(min(skipped, piece.count)..<piece.count)
          guard bytes.byteCount >= 2 else { throw CopyRow.malformed("a piece without a row") }
          let count = Int16(bigEndian: bytes.unsafeLoadUnaligned(as: Int16.self))
          guard count >= 0 else { return }
          guard count == columns.count else {
            throw CopyRow.malformed("\(count) fields instead of \(columns.count)")
          }
          var row = CopyRow(bytes)
          try body(&row)
          rows += 1
        })
      {}
    } catch {
      handle.abandonCopy()
      throw error
    }
    try handle.finishCopy(statement)
    return rows
  }

  private func check(_ columns: [ColumnType], of query: String) throws(PostgresError) {
    let description = try handle.describe(query)
    let found = (0..<description.columnCount).map { (description.columnName($0), description.columnType($0)) }
    guard found.count == columns.count else {
      throw PostgresError(
        kind: .protocol, message: "the query has \(found.count) columns instead of \(columns.count)",
        statement: query)
    }
    for ((name, type), column) in zip(found, columns) where type != column.rawValue {
      let typeName = ColumnType(rawValue: type).map { "\($0)" } ?? "of type \(type)"
      throw PostgresError(
        kind: .protocol, message: "column \(name) is \(typeName), not \(column)", statement: query)
    }
  }

  /// Writes rows by COPY BINARY; nothing stays when it throws.
  ///
  /// - Parameters:
  ///   - table: a name ready for SQL, quoted and qualified by the caller.
  ///   - columns: plain names, quoted here, in the order in which `body` writes a row's fields.
  /// - Returns: how many rows the server took.
  @discardableResult
  public func copyIn(
    _ table: String, columns: [String], _ body: (inout CopyWriter) throws -> Void
  ) throws -> Int {
    let names = columns.map(Self.quoteIdentifier).joined(separator: ", ")
    let statement = "copy \(table) (\(names)) from stdin (format binary)"
    return try copyIn(statement) {
      var writer = CopyWriter(handle, statement, columnCount: columns.count)
      try body(&writer)
      try writer.finish()
    }
  }

  /// Writes text or CSV by COPY, from bytes as they are in a file; nothing stays when it throws.
  ///
  /// - Parameters:
  ///   - sql: `copy … from stdin (format csv, header)`.
  ///   - next: the next bytes, cut anywhere; nil at the end.
  /// - Returns: how many rows the server took.
  /// - Throws: what `next` throws; a refused row is a `PostgresError` whose `copyLine` is the line.
  @discardableResult
  public func copyInText(_ sql: String, _ next: () throws -> [UInt8]?) throws -> Int {
    try copyIn(sql) {
      while let bytes = try next() {
        try handle.sendCopy(bytes.span.bytes, sql)
      }
    }
  }

  private func copyIn(_ statement: String, _ send: () throws -> Void) throws -> Int {
    try handle.startCopy(.in, statement)
    do {
      try send()
    } catch {
      handle.abandonCopy()
      throw error
    }
    try handle.endCopyIn(statement)
    return try handle.finishCopy(statement)
  }
}
