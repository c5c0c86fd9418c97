import Domains
import Forecasting

/// What a pack shows of leaves, of which there may be very many: the rest of their rows need not be read.
extension PackDefinition {
  /// The periods over which a domain's leaves are compared; nil for all of them.
  public func leafPeriods(of domain: String) -> Set<String>? {
    let inExecutive = executive.rows.contains { row in
      if case .node(domain: domain, level: Domain.Level.leaf, keys: _) = row.measure { true } else { false }
    }
    if inExecutive { return nil }
    var periods: Set = ["month"]
    for page in domains {
      if page.domain == domain, page.yearBridge == Domain.Level.leaf { periods.insert("fy") }
      if let bridge = page.profitBridge, bridge.level == Domain.Level.leaf,
        page.domain == domain || bridge.sales == domain
      {
        periods.insert(bridge.period.rawValue)
      }
      if page.domain == domain, let asked = page.priceVolume, asked.levels.contains(Domain.Level.leaf) {
        periods.insert(asked.period.rawValue)
      }
    }
    return periods
  }

  /// The leaves of a domain that are all that its plan covers.
  ///
  /// - Parameter kpis: `kpi_monthly_<domain>` of one month, with the leaves' comparisons of the month.
  public static func plannedLeaves(_ kpis: [KPIRow]) -> [SeriesKey] {
    // A plan whose scope changed says them all in one text.
    let scopes = Set(kpis.compactMap(\.scope))
    guard !scopes.isEmpty else { return [] }
    let leaves = Set(kpis.lazy.filter { $0.level == Domain.Level.leaf }.map(\.keys))
    return leaves.filter { leaf in scopes.contains { $0.contains(leaf.values.joined(separator: " / ")) } }
      .sorted()
  }

  /// The leaves of a domain whose months are shown: each has a row of its own in a tree, or a small chart.
  ///
  /// - Parameter kpis: `kpi_monthly_<domain>` of `asOf`, with the leaves' comparisons of the month.
  /// - Returns: sorted by UTF-8 bytes.
  /// - Throws: `PackError` (`rows`) for rows that are not those of one month.
  public func leavesWithMonths(_ kpis: [KPIRow], of domain: Domain, asOf: Month) throws(PackError)
    -> [SeriesKey]
  {
    let trees = variance.filter { $0.domain == domain.name && $0.levels.contains(Domain.Level.leaf) }
    let hasCharts = domains.contains { $0.domain == domain.name && $0.multiples == Domain.Level.leaf }
    guard !trees.isEmpty || hasCharts else { return [] }
    let index = try KPIIndex(kpis, of: domain, asOf: asOf)
    let shown = trees.map(\.levels) + (hasCharts ? [[Domain.Level.leaf]] : [])
    let leaves = shown.flatMap { VarianceHierarchy(index, $0, top: top).lines }
      .filter { $0.level == Domain.Level.leaf && $0.members.count == 1 }
    return Set(leaves.map(\.keys)).sorted()
  }
}
