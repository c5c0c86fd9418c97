import Domains
import Forecasting

/// The panel that a run saw, as it is kept.
public struct ArchivedDataset: Hashable, Sendable {
  public let panel: Panel
  /// Of the panel's series, ascending.
  public let keys: [SeriesKey]

  public init(panel: Panel, keys: [SeriesKey]) {
    self.panel = panel
    self.keys = keys
  }

  /// The nodes of the domain's levels, in the order of their keys.
  public func grouping(_ domain: Domain) -> Grouping {
    Grouping(
      levels: domain.levels.map { level in
        var nodes: [SeriesKey: [Int]] = [:]
        for (index, key) in keys.enumerated() {
          let node = zip(domain.keys, key.values).map { level.keys.contains($0) ? $1 : Domain.Level.all }
          nodes[SeriesKey(node), default: []].append(index)
        }
        return GroupLevel(name: level.name, nodes: nodes.sorted { $0.key < $1.key }.map(\.value))
      })
  }
}
