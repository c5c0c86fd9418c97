/// Why the semantic model was not refreshed. It never holds the secret or a token.
public struct RefreshError: Error, Hashable, CustomStringConvertible {
  public enum Kind: Hashable, Sendable {
    /// The service principal is unknown, its secret wrong, or it may not do this.
    case refused
    /// No such workspace or model.
    case missing
    /// Another refresh ran, or the day's refreshes are used up, until patience ended.
    case busy
    /// No answer, or one that says nothing.
    case unavailable
    /// The refresh ran and failed.
    case failed
  }

  public let kind: Kind
  public let message: String

  init(_ kind: Kind, _ message: String) {
    self.kind = kind
    self.message = message
  }

  public var description: String { "Power BI: \(message)" }
}
