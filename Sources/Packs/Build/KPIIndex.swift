import Domains
import Forecasting

/// The rows of `kpi_monthly_<domain>` of one as-of month, found by what they are about.
struct KPIIndex {
  private struct Key: Hashable {
    let level: String
    let keys: SeriesKey
    let period: String
    let comparison: String
  }

  private let rows: [KPIRow]
  private let places: [Key: Int]
  private let nodes: [String: [SeriesKey]]
  let domain: Domain

  /// Throws for a row of another month, with other keys, or given twice.
  init(_ kpis: [KPIRow], of domain: Domain, asOf: Month) throws(PackError) {
    self.domain = domain
    rows = kpis
    var places: [Key: Int] = [:]
    var nodes: [String: Set<SeriesKey>] = [:]
    for (place, row) in kpis.enumerated() {
      func name() -> String {
        "kpi_monthly_\(domain.name): \(row.level) \(row.keys.values), \(row.period), \(row.comparison)"
      }
      guard row.asOfMonth == asOf else {
        throw PackError(.rows, "\(name()): is of \(row.asOfMonth), not \(asOf)")
      }
      guard row.keys.values.count == domain.keys.count else {
        throw PackError(.rows, "\(name()): has \(row.keys.values.count) keys, not \(domain.keys.count)")
      }
      let key = Key(level: row.level, keys: row.keys, period: row.period, comparison: row.comparison)
      guard places.updateValue(place, forKey: key) == nil else {
        throw PackError(.rows, "\(name()): comes twice")
      }
      nodes[row.level, default: []].insert(row.keys)
    }
    self.places = places
    self.nodes = nodes.mapValues { $0.sorted() }
  }

  /// The nodes of a level, sorted by UTF-8 bytes.
  func nodes(_ level: String) -> [SeriesKey] { nodes[level] ?? [] }

  var total: SeriesKey { SeriesKey(domain.keys.map { _ in Domain.Level.all }) }

  func row(_ level: String, _ keys: SeriesKey, _ period: String, _ comparison: String) -> KPIRow? {
    places[Key(level: level, keys: keys, period: period, comparison: comparison)].map { rows[$0] }
  }

  func totalRow(_ period: String, _ comparison: String) -> KPIRow? {
    row(Domain.Level.total, total, period, comparison)
  }

  /// The first of `comparisons` that has a row; a value within a scope is not the value of the node.
  func first(_ level: String, _ keys: SeriesKey, _ period: String, _ comparisons: [String]) -> KPIRow? {
    for comparison in comparisons {
      if let row = row(level, keys, period, comparison), row.scope == nil { return row }
    }
    return nil
  }

  /// The keys that stay at `level`; nil if the domain has no such level.
  func keys(of level: String) -> [String]? {
    level == Domain.Level.leaf ? domain.keys : domain.levels.first { $0.name == level }?.keys
  }
}
