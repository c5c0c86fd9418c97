import Domains
import Forecasting

extension Dataset {
  /// The domain's levels over the leaves of the panel, the nodes of each sorted by key.
  public var grouping: Grouping {
    Grouping(
      levels: domain.levels.map { level in
        var nodes: [SeriesKey: [Int]] = [:]
        for (leaf, key) in keys.enumerated() {
          let kept = zip(domain.keys, key.values).map { level.keys.contains($0) ? $1 : Domain.Level.all }
          nodes[SeriesKey(kept), default: []].append(leaf)
        }
        return GroupLevel(name: level.name, nodes: nodes.sorted { $0.key < $1.key }.map(\.value))
      })
  }
}
