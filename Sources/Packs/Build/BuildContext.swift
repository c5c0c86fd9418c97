import Domains
import Forecasting

/// What every part of the content is built from.
struct BuildContext {
  let definition: PackDefinition
  let rows: PackRows
  let language: Language
  /// Where the variance page has what is below a node.
  let anchors: VarianceAnchors
  /// Where a node's months stand in its domain's trend.
  private let trends: [TrendKey: [Int]]

  private struct TrendKey: Hashable {
    let domain: String
    let level: String
    let keys: SeriesKey
  }

  private let domains: [String: (rows: DomainRows, kpis: KPIIndex)]

  /// Throws `PackError` where the rows are not those of one vintage, do not fit the domains' keys or have no finite number.
  init(_ definition: PackDefinition, _ rows: PackRows, _ language: Language) throws(PackError) {
    self.definition = definition
    self.rows = rows
    self.language = language
    var domains: [String: (rows: DomainRows, kpis: KPIIndex)] = [:]
    for domain in rows.domains {
      let name = domain.domain.name
      guard domain.run.asOfMonth == rows.asOf else {
        throw PackError(
          .rows, "\(name): the run \(domain.run.runID) is of \(domain.run.asOfMonth), the pack of \(rows.asOf)")
      }
      try domain.checkFinite()
      guard domains[name] == nil else { throw PackError(.rows, "\(name): the domain is given twice") }
      domains[name] = (domain, try KPIIndex(domain.kpis, of: domain.domain, asOf: rows.asOf))
    }
    self.domains = domains
    var trends: [TrendKey: [Int]] = [:]
    for source in rows.domains {
      for (place, row) in source.trend.enumerated() where row.runID == source.run.runID {
        let key = TrendKey(domain: source.domain.name, level: row.level, keys: row.keys)
        trends[key, default: []].append(place)
      }
    }
    self.trends = trends
    anchors = VarianceAnchors(definition.variance, domains.mapValues(\.kpis))
  }

  var numbers: NumberStyle { definition.numbers }
  var asOf: Month { rows.asOf }
  /// The month of the vintage before: `Oct 2013`.
  var previousVintage: String { language.name(asOf - 1) }

  /// The domain called `name`, which the definition asks for.
  func domain(_ name: String) throws(PackError) -> DomainRows { try entry(name).rows }
  func kpis(_ name: String) throws(PackError) -> KPIIndex { try entry(name).kpis }

  /// `trend_<domain>` of one node in this vintage, by month.
  func trend(_ name: String, _ level: String, _ keys: SeriesKey) -> [ActualForecastRow] {
    guard let source = domains[name]?.rows.trend else { return [] }
    return (trends[TrendKey(domain: name, level: level, keys: keys)] ?? []).map { source[$0] }
      .sorted { $0.month < $1.month }
  }

  /// What was forecast for each month up to the as-of month one month before it.
  func oneAhead(_ name: String) -> [Month: Amount] {
    var forecasts: [Month: Amount] = [:]
    for row in domains[name]?.rows.vintages ?? [] where row.horizon == 1 && row.month <= asOf {
      forecasts[row.month] = row.forecast
    }
    return forecasts
  }

  /// Where it stands.
  func oneAheadSource(_ domain: Domain, _ month: Month) -> Query? {
    guard let kpis = domains[domain.name]?.kpis else { return nil }
    return Source("trend", domain, asOf: month - 1, Domain.Level.total, kpis.total)
      .and("month", month).select("forecast")
  }

  /// Which models made this vintage: what sentences quote and the method page shows.
  var models: Table { MethodBuilder(context: self).models() }

  func title(_ what: String, of domain: Domain, _ when: String) -> Title {
    Title(who: definition.organisation, what: "\(what), \(numbers.unit(domain.unit))", when: when)
  }

  private func entry(_ name: String) throws(PackError) -> (rows: DomainRows, kpis: KPIIndex) {
    guard let entry = domains[name] else {
      let known = rows.domains.map(\.domain.name).joined(separator: ", ")
      throw PackError(.definition, "the pack asks for the domain '\(name)'; there are \(known)")
    }
    return entry
  }
}
