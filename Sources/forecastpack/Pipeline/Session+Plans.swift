import Domains
import Forecasting
import Warehouse

extension Session {
  var plans: PlanStore { PlanStore(connection: connection, schema: configuration.schema) }

  /// The leaf series that a domain has. Throws `Failure.data` before there is any.
  func knownSeries(_ domain: Domain) throws -> Set<SeriesKey> {
    let known = try SeriesCatalog(connection: connection, schema: configuration.schema).leaves(of: domain)
    guard !known.isEmpty else {
      throw Failure.data("\(domain.name) has no series yet: run 'forecastpack build' first")
    }
    return known
  }

  /// Takes in the plans that dbt built, where a domain names one: what is new or changed becomes another load.
  func takePlans() throws {
    for configured in configuration.domains {
      guard let table = configured.plan else { continue }
      try console.stage("plan") {
        let domain = configured.domain
        let plans = try PlanReader(connection: connection, schema: configuration.schema).read(
          table, domain: domain, known: knownSeries(domain))
        let loaded = try plans.filter { try self.plans.load($0, from: .dataset, now: clock.epoch) }
        return (
          (),
          "\(domain.name): \(plans.count) versions" + (loaded.isEmpty ? ", unchanged" : ", \(loaded.count) new")
        )
      }
    }
  }
}
