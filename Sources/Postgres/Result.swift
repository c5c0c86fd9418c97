import CPostgres

/// One answer of the server, freed with the object.
final class Result {
  private let raw: OpaquePointer

  init(_ raw: OpaquePointer) { self.raw = raw }

  deinit { PQclear(raw) }

  var status: ExecStatusType { PQresultStatus(raw) }
  var rowCount: Int { Int(PQntuples(raw)) }
  var columnCount: Int { Int(PQnfields(raw)) }
  /// `INSERT 0 3`, `ROLLBACK`.
  var commandTag: String { String(cString: PQcmdStatus(raw)) }
  /// Rows that the command touched; 0 for commands that touch none.
  var affected: Int { Int(String(cString: PQcmdTuples(raw))) ?? 0 }

  func columnName(_ column: Int) -> String { String(cString: PQfname(raw, Int32(column))) }
  func columnType(_ column: Int) -> UInt32 { PQftype(raw, Int32(column)) }

  func text(row: Int, column: Int) -> String? {
    guard PQgetisnull(raw, Int32(row), Int32(column)) == 0 else { return nil }
    let bytes = UnsafeRawBufferPointer(
      start: PQgetvalue(raw, Int32(row), Int32(column)), count: Int(PQgetlength(raw, Int32(row), Int32(column)))
    )
    return String(decoding: bytes, as: UTF8.self)
  }

  /// What the server said, where this is an error.
  func error(kind: PostgresError.Kind, statement: String?) -> PostgresError {
    let message = Self.field(raw, "M") ?? Self.trimmed(PQresultErrorMessage(raw))
    return PostgresError(
      kind: kind, sqlState: Self.field(raw, "C"), message: message, detail: Self.field(raw, "D"),
      hint: Self.field(raw, "H"), context: Self.field(raw, "W"),
      position: Self.field(raw, "P").flatMap { Int($0) },
      statement: statement)
  }

  var sqlState: String? { Self.field(raw, "C") }

  /// A field of an error or a notice, by libpq's one-letter code (libpq-exec, PQresultErrorField).
  static func field(_ raw: OpaquePointer, _ code: Unicode.Scalar) -> String? {
    PQresultErrorField(raw, Int32(code.value)).map { String(cString: $0) }
  }

  static func trimmed(_ text: UnsafePointer<CChar>?) -> String {
    var message = text.map { String(cString: $0) } ?? ""
    while message.last?.isWhitespace == true { message.removeLast() }
    return message
  }
}
