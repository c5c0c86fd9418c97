import Domains

/// The node of a domain that its plan covers: the one whose keys are the plan's scope.
struct PlannedNode: Hashable {
  let level: String
  let keys: SeriesKey
  /// Of the keys, those that the scope limits: `Reseller`.
  let names: [String]

  /// Nil where no node of `rows` is the scope of the plan.
  ///
  /// - Parameter rows: `trend_<domain>` of one run. Where a plan's scope changed, the node with most planned months is
  ///   taken; of nodes of the same extent the one of the first level.
  init?(_ rows: [ActualForecastRow], of domain: Domain) {
    var months: [PlannedNode: Int] = [:]
    for row in rows where row.plan != nil {
      let node = PlannedNode(row)
      let label = node.names.isEmpty ? Domain.Level.all : node.names.joined(separator: " / ")
      if row.planScope == label { months[node, default: 0] += 1 }
    }
    let order = domain.levels.map(\.name) + [Domain.Level.leaf]
    func place(_ node: PlannedNode) -> Int { order.firstIndex(of: node.level) ?? order.count }
    let best = months.min { left, right in
      if left.value != right.value { return left.value > right.value }
      let (first, second) = (place(left.key), place(right.key))
      return first == second ? left.key.keys < right.key.keys : first < second
    }
    guard let best else { return nil }
    self = best.key
  }

  private init(_ row: ActualForecastRow) {
    level = row.level
    keys = row.keys
    names = row.keys.values.filter { $0 != Domain.Level.all }
  }
}
