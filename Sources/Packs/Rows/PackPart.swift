import Domains

/// The part of a pack that has one value in a key, such as one region: for readers who get a part.
public struct PackPart: Hashable, Sendable {
  /// `region`.
  public var key: String
  /// `Europe`.
  public var value: String

  public init(key: String, value: String) {
    self.key = key
    self.value = value
  }

  /// The level of `domain` that has this key alone, whose node stands for the total; nil where there is none.
  public func level(of domain: Domain) -> String? { domain.levels.first { $0.keys == [key] }?.name }
}
