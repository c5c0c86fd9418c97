/// What a server answered, whatever the status.
public struct HTTPResponse: Sendable {
  public let status: Int
  public let body: [UInt8]
  /// Seconds that the server asks to wait before the next attempt; nil if it does not say.
  public let retryAfter: Int?
  /// By lower-case name; of one that came twice, the last.
  public let headers: [String: String]

  public init(status: Int, body: [UInt8], retryAfter: Int? = nil, headers: [String: String] = [:]) {
    self.status = status
    self.body = body
    self.retryAfter = retryAfter
    self.headers = headers
  }

  /// The body as UTF-8; what is none is replaced.
  public var text: String { String(decoding: body, as: UTF8.self) }
}
