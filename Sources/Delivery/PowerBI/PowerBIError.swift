/// Why a Power BI project could not be made, written or read.
public struct PowerBIError: Error, Hashable, CustomStringConvertible {
  public enum Kind: Hashable, Sendable {
    /// A template or the configuration.
    case definition
    /// What was to be written.
    case output
    /// A project that was to be read.
    case project
  }

  public let kind: Kind
  /// The template, or the file or folder in question.
  public let file: String
  public let message: String

  init(_ kind: Kind = .definition, file: String, _ message: String) {
    self.kind = kind
    self.file = file
    self.message = message
  }

  public var description: String { "\(file): \(message)" }
}
