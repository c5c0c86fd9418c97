/// No answer came: what was asked, what happened, and after how many attempts. It holds no header and no query.
public struct HTTPError: Error, Hashable, Sendable, CustomStringConvertible {
  public let kind: Kind
  public let method: String
  /// Without the query.
  public let url: String
  /// libcurl's words.
  public let message: String
  public let attempts: Int

  public enum Kind: String, Hashable, Sendable {
    /// The server cannot have seen the request: no address, no connection, no trusted certificate.
    case unreachable
    /// The server may have seen the request: it hung, or the connection broke.
    case interrupted
    /// The request cannot be sent: a URL that is none.
    case request
  }

  public init(kind: Kind, method: String, url: String, message: String, attempts: Int) {
    self.kind = kind
    self.method = method
    self.url = url
    self.message = message
    self.attempts = attempts
  }

  public var description: String {
    "\(method) \(url): \(message)\(attempts > 1 ? " (\(attempts) attempts)" : "")"
  }
}
