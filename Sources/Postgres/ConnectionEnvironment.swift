import CPostgres

/// The PG* variables that say what a DSN says, for programs that read them: psql, dbt.
///
/// A password travels in the environment of the child, never on its command line.
public enum ConnectionEnvironment {
  /// - Parameter dsn: libpq's keywords or URI; empty gives no variables.
  /// - Throws: kind `protocol` when libpq cannot read it, or for a keyword that no variable stands for.
  public static func variables(dsn: String) throws(PostgresError) -> [String: String] {
    var message: UnsafeMutablePointer<CChar>?
    guard let options = PQconninfoParse(dsn, &message) else {
      let text = message.map { String(cString: $0) } ?? "out of memory"
      PQfreemem(message)
      throw PostgresError(kind: .protocol, message: "the DSN cannot be read: \(trimmed(text))")
    }
    defer { PQconninfoFree(options) }
    var variables: [String: String] = [:]
    var option = options
    while let keyword = option.pointee.keyword {
      if let value = option.pointee.val {
        guard let variable = option.pointee.envvar else {
          throw PostgresError(
            kind: .protocol, message: "the DSN's keyword '\(String(cString: keyword))' has no PG* variable",
            hint: "use a service file for it")
        }
        variables[String(cString: variable)] = String(cString: value)
      }
      option += 1
    }
    return variables
  }

  private static func trimmed(_ text: String) -> String {
    String(text.reversed().drop { $0 == "\n" }.reversed())
  }
}
