/// A gate that cannot be run: its file or its query is wrong, not the data.
public struct GateError: Error, Sendable, CustomStringConvertible {
  public let message: String
  /// Path of the gate.
  public let file: String
  public let domain: String?

  init(_ message: String, file: String, domain: String? = nil) {
    self.message = message
    self.file = file
    self.domain = domain
  }

  public var description: String { "\(file): \(message)" + (domain.map { " (domain \($0))" } ?? "") }
}
