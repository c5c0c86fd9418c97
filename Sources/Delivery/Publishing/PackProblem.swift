/// One way in which a pack is not what it should be.
public struct PackProblem: Hashable, Sendable, Codable, CustomStringConvertible {
  public let kind: Kind
  /// The file within the pack.
  public let file: String
  public let message: String

  public enum Kind: String, Hashable, Sendable, Codable {
    case missing, extra, changed
    /// The manifest is damaged, or not one that the database knows.
    case manifest
    /// A number or text of the pack is not the database's.
    case database
  }

  public init(_ kind: Kind, file: String, _ message: String) {
    self.kind = kind
    self.file = file
    self.message = message
  }

  public var description: String { "\(file): \(message)" }
}
