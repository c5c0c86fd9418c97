/// A failure that the server or libpq reported, with everything that the server said about it.
public struct PostgresError: Error, Hashable, Sendable, CustomStringConvertible {
  public var kind: Kind
  /// Five characters of the SQL standard and PostgreSQL's appendix A; nil where libpq itself failed.
  public var sqlState: String?
  public var message: String
  public var detail: String?
  public var hint: String?
  /// Where the server was: `COPY fact_sales, line 17, column amount: "x"`, one line a call level.
  public var context: String?
  /// Characters from the statement's start to the fault, the first is 1.
  public var position: Int?
  public var statement: String?

  /// Whose fault it was, as a caller must tell apart.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// No server, or the session is lost: trying again later may help.
    case connection
    /// The server is there and refused user, password or database.
    case authentication
    /// The server refused a statement; the session goes on.
    case server
    /// What came or went does not fit the protocol or the types that were asked for.
    case `protocol`
  }

  public init(
    kind: Kind, sqlState: String? = nil, message: String, detail: String? = nil, hint: String? = nil,
    context: String? = nil, position: Int? = nil, statement: String? = nil
  ) {
    self.kind = kind
    self.sqlState = sqlState
    self.message = message
    self.detail = detail
    self.hint = hint
    self.context = context
    self.position = position
    self.statement = statement
  }

  /// The line of the data that a COPY failed on, the first is 1; nil when the server named none.
  public var copyLine: Int? {
    guard let context, let line = context.split(separator: "\n").first(where: { $0.hasPrefix("COPY ") }) else {
      return nil
    }
    for part in line.split(separator: ",").dropFirst() {
      let words = part.split(whereSeparator: { $0 == " " || $0 == ":" })
      if words.count >= 2, let number = Int(words[1]) { return number }
    }
    return nil
  }

  public var description: String {
    var lines = [sqlState.map { "\(message) (SQLSTATE \($0))" } ?? message]
    if let detail { lines.append("detail: \(detail)") }
    if let hint { lines.append("hint: \(hint)") }
    if let context { lines.append("context: \(context)") }
    if let statement {
      let shown = statement.count > 500 ? statement.prefix(500) + " …" : statement[...]
      lines.append("statement\(position.map { " (at character \($0))" } ?? ""): \(shown)")
    }
    return lines.joined(separator: "\n")
  }
}
