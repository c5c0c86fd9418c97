/// Why a pack could not be published or trusted.
public enum PublishingError: Error, Hashable, Sendable, CustomStringConvertible {
  /// A pack or manifest that is not what was written.
  case damaged(path: String, String)
  /// A folder or file that cannot be read or written; what was published before stays as it is.
  case target(path: String, String)

  /// Whether it is about what a pack holds, not about where it is written.
  public var isDamage: Bool {
    if case .damaged = self { true } else { false }
  }

  public var description: String {
    switch self {
    case .damaged(let path, let words), .target(let path, let words): "\(path): \(words)"
    }
  }
}
