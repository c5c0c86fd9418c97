import Foundation

/// A file as it will lie in MLflow.
public struct TrackedFile: Hashable, Sendable, Codable {
  /// Relative, with `/`.
  public let path: String
  public var content: Data

  public init(_ path: String, _ content: Data) {
    self.path = path
    self.content = content
  }

  public init(_ path: String, text: String) { self.init(path, Data(text.utf8)) }
}
