/// How a client says who it is; printed without the secret.
public enum Credentials: Hashable, Sendable, CustomStringConvertible, CustomReflectable {
  case bearer(token: String)
  case basic(user: String, password: String)

  /// The Authorization header.
  public var header: HTTPRequest.Header {
    switch self {
    case .bearer(let token): HTTPRequest.Header("Authorization", "Bearer \(token)")
    case .basic(let user, let password):
      HTTPRequest.Header("Authorization", "Basic \(Self.base64(Array("\(user):\(password)".utf8)))")
    }
  }

  public var description: String {
    switch self {
    case .bearer: "bearer token"
    case .basic(let user, _): "user \(user)"
    }
  }

  public var customMirror: Mirror { Mirror(self, children: []) }

  /// RFC 4648, section 4.
  static func base64(_ bytes: [UInt8]) -> String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var text: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = (0..<3).reduce(0) { $0 << 8 | (start + $1 < bytes.count ? Int(bytes[start + $1]) : 0) }
      for position in 0..<4 {
        let isPadding = start + position > bytes.count
        text.append(isPadding ? UInt8(ascii: "=") : alphabet[group >> (18 - 6 * position) & 63])
      }
    }
    return String(decoding: text, as: UTF8.self)
  }
}
