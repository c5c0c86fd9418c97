import Domains
import Forecasting

/// Sums of `SampleFacts` over the leaves of one domain.
struct SampleValues {
  let facts: SampleFacts
  let domain: Domain
  let leaves: [SeriesKey]

  var all: [Int] { Array(leaves.indices) }
  var total: SeriesKey { SeriesKey(domain.keys.map { _ in Domain.Level.all }) }

  /// Nil outside the history.
  func actual(_ nodes: [Int], _ month: Month) -> Amount? {
    guard month >= facts.firstMonth, month <= facts.asOf else { return nil }
    return Amount(
      scaled: Int64(nodes.reduce(0) { $0 + facts.actual(domain.name, $1, month) }), decimals: domain.decimals)
  }

  func forecast(_ nodes: [Int], _ month: Month, asOf: Month) -> Amount {
    Amount(
      scaled: Int64(nodes.reduce(0) { $0 + facts.forecast(domain.name, $1, month, asOf: asOf) }),
      decimals: domain.decimals)
  }

  /// Whether a leaf is within the plan's scope.
  func isPlanned(_ leaf: Int) -> Bool {
    facts.hasPlan && domain.name == "sales" && leaves[leaf].values.contains("Reseller")
  }

  /// The plan of those of `nodes` that are within its scope; nil where none is, or nothing is planned for the month.
  func plan(_ nodes: [Int], _ month: Month) -> Amount? {
    let planned = nodes.filter(isPlanned).compactMap { facts.plan($0, month) }
    return planned.isEmpty
      ? nil : Amount(scaled: Int64(planned.reduce(0, +)), decimals: domain.decimals)
  }

  /// Every level with its nodes: keys and leaf indices.
  func nodes() -> [(level: String, keys: SeriesKey, leaves: [Int])] {
    let levels = domain.levels + [Domain.Level(name: Domain.Level.leaf, keys: domain.keys)]
    return levels.flatMap { level in
      var nodes: [SeriesKey: [Int]] = [:]
      for (index, leaf) in leaves.enumerated() {
        let keys = zip(domain.keys, leaf.values).map { level.keys.contains($0) ? $1 : Domain.Level.all }
        nodes[SeriesKey(keys), default: []].append(index)
      }
      return nodes.keys.sorted().map { (level.name, $0, nodes[$0] ?? []) }
    }
  }
}
