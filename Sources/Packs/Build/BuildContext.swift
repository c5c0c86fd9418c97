import Domains
import Forecasting

/// What every part of the content is built from.
struct BuildContext {
  let definition: PackDefinition
  let rows: PackRows
  let language: Language
  /// Where the variance page has what is below a node.
  let anchors: VarianceAnchors
  private let domains: [String: (rows: DomainRows, kpis: KPIIndex)]

  /// Throws `PackError` where the rows are not those of one vintage or do not fit the domains' keys.
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
      guard domains[name] == nil else { throw PackError(.rows, "\(name): the domain is given twice") }
      domains[name] = (domain, try KPIIndex(domain, asOf: rows.asOf))
    }
    self.domains = domains
    anchors = VarianceAnchors(definition.variance, domains.mapValues(\.kpis))
  }

  var numbers: NumberStyle { definition.numbers }
  var asOf: Month { rows.asOf }
  /// The month of the vintage before: `Oct 2013`.
  var previousVintage: String { language.name(asOf - 1) }

  /// The domain called `name`, which the definition asks for.
  func domain(_ name: String) throws(PackError) -> DomainRows { try entry(name).rows }
  func kpis(_ name: String) throws(PackError) -> KPIIndex { try entry(name).kpis }

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
