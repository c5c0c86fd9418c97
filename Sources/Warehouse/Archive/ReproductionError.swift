/// Why a run cannot be made again: what differs.
public struct ReproductionError: Error, Hashable, Sendable, CustomStringConvertible {
  public let description: String

  init(_ description: String) { self.description = description }
}
