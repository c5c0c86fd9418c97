/// One request; it holds secrets in its headers, so it is never printed.
public struct HTTPRequest: Sendable {
  public var method: Method
  /// Absolute, http or https, without user and password.
  public var url: String
  public var headers: [Header]
  public var body: [UInt8]
  /// Whether sending it twice does what sending it once does. If not, it is sent again only where the server
  /// cannot have seen it.
  public var isRepeatable: Bool

  public enum Method: String, Sendable {
    case get = "GET"
    case post = "POST"
    case put = "PUT"
    case patch = "PATCH"
    case delete = "DELETE"
  }

  public struct Header: Hashable, Sendable {
    public let name: String
    public let value: String

    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  public init(
    _ method: Method, _ url: String, headers: [Header] = [], body: [UInt8] = [], isRepeatable: Bool = true
  ) {
    self.method = method
    self.url = url
    self.headers = headers
    self.body = body
    self.isRepeatable = isRepeatable
  }

  /// The URL without its query, which may hold what nobody should read in a log.
  var shownURL: String { String(url.prefix { $0 != "?" }) }
}
