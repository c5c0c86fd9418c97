/// The levels above the leaf series, the total first; the leaf level is implied.
public struct Grouping: Hashable, Sendable, Codable {
  public let levels: [GroupLevel]

  public init(levels: [GroupLevel]) { self.levels = levels }

  /// No level above the leaf.
  public static let none = Grouping(levels: [])
}
