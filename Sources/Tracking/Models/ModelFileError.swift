/// A model file that cannot be used: what and where.
public struct ModelFileError: Error, Hashable, Sendable, CustomStringConvertible {
  public let description: String

  init(_ description: String) { self.description = description }
}
