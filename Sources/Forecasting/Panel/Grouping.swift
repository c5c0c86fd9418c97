/// The levels above the leaf series, the total first; the leaf level is implied.
public struct Grouping: Hashable, Sendable, Codable {
  public let levels: [GroupLevel]

  public init(levels: [GroupLevel]) { self.levels = levels }

  /// No level above the leaf.
  public static let none = Grouping(levels: [])

  /// Throws `ForecastingError.malformedGrouping` unless each level holds each of `count` leaves exactly once, in
  /// ascending order within a node, and no two levels share a name.
  func validate(count: Int) throws(ForecastingError) {
    guard Set(levels.map(\.name)).count == levels.count else {
      throw .malformedGrouping("two levels have the same name")
    }
    for level in levels {
      var seen = [Bool](repeating: false, count: count)
      for leaf in level.nodes.joined() {
        guard seen.indices.contains(leaf), !seen[leaf] else {
          throw .malformedGrouping("level \(level.name) holds leaf \(leaf), which is unknown or held already")
        }
        seen[leaf] = true
      }
      guard seen.allSatisfy(\.self), level.nodes.allSatisfy({ !$0.isEmpty && $0 == $0.sorted() }) else {
        throw .malformedGrouping("level \(level.name) lacks a leaf, or has a node that is empty or not sorted")
      }
    }
  }
}
