/// Which mail server, and how it is spoken to.
public struct SMTPSettings: Hashable, Sendable {
  public var host: String
  public var port: Int
  public var security: Security
  /// Nil to send without signing in.
  public var credentials: Credentials?
  /// What the client calls itself: a domain name.
  public var clientName: String
  /// A PEM file of authorities trusted instead of the system's.
  public var authorities: String?
  public var connectTimeout = Duration.seconds(10)
  /// For one message.
  public var timeout = Duration.seconds(120)

  public enum Security: String, Hashable, Sendable, CaseIterable {
    /// A plain connection that must become TLS before anything is said (RFC 3207).
    case starttls
    /// TLS from the first byte (RFC 8314).
    case tls
    /// None: for a server on this machine only.
    case plain
  }

  public struct Credentials: Hashable, Sendable, CustomStringConvertible, CustomReflectable {
    public let user: String
    public let password: String

    public init(user: String, password: String) {
      self.user = user
      self.password = password
    }

    public var description: String { "user \(user)" }
    public var customMirror: Mirror { Mirror(self, children: []) }
  }

  public init(host: String, port: Int, security: Security, clientName: String) {
    self.host = host
    self.port = port
    self.security = security
    self.clientName = clientName
  }

  /// Whether the server is this machine by its address or name.
  public var isLoopback: Bool { ["127.0.0.1", "localhost", "::1", "[::1]"].contains(host) }
}
