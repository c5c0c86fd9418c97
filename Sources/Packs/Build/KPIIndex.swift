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

  private let rows: [Key: KPIRow]
  private let nodes: [String: [SeriesKey]]
  let domain: Domain

  /// Throws for a row of another month, with other keys, or given twice.
  init(_ source: DomainRows, asOf: Month) throws(PackError) {
    domain = source.domain
    var rows: [Key: KPIRow] = [:]
    var nodes: [String: Set<SeriesKey>] = [:]
    for row in source.kpis {
      let name =
        "kpi_monthly_\(source.domain.name): \(row.level) \(row.keys.values), \(row.period), \(row.comparison)"
      guard row.asOfMonth == asOf else {
        throw PackError(.rows, "\(name): is of \(row.asOfMonth), not \(asOf)")
      }
      guard row.keys.values.count == source.domain.keys.count else {
        throw PackError(.rows, "\(name): has \(row.keys.values.count) keys, not \(source.domain.keys.count)")
      }
      let key = Key(level: row.level, keys: row.keys, period: row.period, comparison: row.comparison)
      guard rows.updateValue(row, forKey: key) == nil else { throw PackError(.rows, "\(name): comes twice") }
      nodes[row.level, default: []].insert(row.keys)
    }
    self.rows = rows
    self.nodes = nodes.mapValues { $0.sorted() }
  }

  /// The nodes of a level, sorted by UTF-8 bytes.
  func nodes(_ level: String) -> [SeriesKey] { nodes[level] ?? [] }

  /// The nodes of a level within `parent`, sorted by UTF-8 bytes; all of them without one.
  func nodes(_ level: String, under parent: (level: String, keys: SeriesKey)?) -> [SeriesKey] {
    guard let parent, let names = keys(of: parent.level), !names.isEmpty else { return nodes(level) }
    let positions = domain.keys.indices.filter { names.contains(domain.keys[$0]) }
    return nodes(level).filter { keys in positions.allSatisfy { keys.values[$0] == parent.keys.values[$0] } }
  }

  var total: SeriesKey { SeriesKey(domain.keys.map { _ in Domain.Level.all }) }

  func row(_ level: String, _ keys: SeriesKey, _ period: String, _ comparison: String) -> KPIRow? {
    rows[Key(level: level, keys: keys, period: period, comparison: comparison)]
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
