import Domains
import Forecasting

/// The series of a run: the leaves in the order of the panel, and the nodes of the grouping above them.
public struct RunSeries: Sendable {
  public let domain: Domain
  public let leaves: [SeriesKey]
  public let grouping: Grouping
  /// The keys of `grouping.levels[l].nodes[n]`, `(all)` in the keys that the level lacks.
  let nodes: [[SeriesKey]]

  /// Throws `StoreError.malformed` unless the grouping has the domain's levels and each node one set of keys.
  public init(domain: Domain, leaves: [SeriesKey], grouping: Grouping) throws(StoreError) {
    self.domain = domain
    self.leaves = leaves
    self.grouping = grouping
    guard grouping.levels.map(\.name) == domain.levels.map(\.name) else {
      throw .malformed(domain: domain.name, "the grouping has other levels than the domain")
    }
    var nodes: [[SeriesKey]] = []
    for (level, group) in zip(domain.levels, grouping.levels) {
      var keys: [SeriesKey] = []
      for node in group.nodes {
        let names = Set(
          node.map { leaf in
            SeriesKey(
              zip(domain.keys, leaves[leaf].values).map {
                level.keys.contains($0) ? $1 : Domain.Level.all
              })
          })
        guard let name = names.first, names.count == 1 else {
          throw .malformed(domain: domain.name, "a node of level \(level.name) has \(names.count) sets of keys")
        }
        keys.append(name)
      }
      nodes.append(keys)
    }
    self.nodes = nodes
  }

  /// How many leaves and nodes there are.
  public var count: Int { leaves.count + nodes.reduce(0) { $0 + $1.count } }

  /// Leaves first, then level after level.
  var all: [(level: String, keys: SeriesKey)] {
    leaves.map { (Domain.Level.leaf, $0) }
      + zip(grouping.levels, nodes).flatMap { level, keys in keys.map { (level.name, $0) } }
  }

  /// The position in `all` of each level's first node.
  var firstNode: [Int] {
    var next = leaves.count
    return nodes.map { keys in
      defer { next += keys.count }
      return next
    }
  }
}
