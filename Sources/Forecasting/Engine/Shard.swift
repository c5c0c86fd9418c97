/// A part of a run's series that one process works on: every `count`-th leaf and node, from the `index`-th on.
///
/// Leaves come in the order of the panel, then the nodes of each level: who is in a shard follows from the keys'
/// order alone. Written `index/count`.
public struct Shard: Hashable, Sendable, CustomStringConvertible {
  /// 1...count.
  public let index: Int
  public let count: Int

  public static let largestCount = 10_000
  /// Nil unless 1 <= index <= count <= `largestCount`.
  public init?(_ index: Int, of count: Int) {
    guard (1...Self.largestCount).contains(count), (1...count).contains(index) else { return nil }
    self.index = index
    self.count = count
  }

  /// From `2/8`; nil for anything else.
  public init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let index = parts[0], let count = parts[1] else { return nil }
    self.init(index, of: count)
  }

  public var description: String { "\(index)/\(count)" }

  /// All shards of `count`.
  public static func all(_ count: Int) -> [Shard] { (0..<count).compactMap { Shard($0 + 1, of: count) } }

  /// The positions that belong to the shard among `total` leaves and nodes, ascending.
  public func positions(of total: Int) -> [Int] { Array(stride(from: index - 1, to: total, by: count)) }
}
