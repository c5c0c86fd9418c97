import Domains
import Forecasting
import Tracking
import Warehouse

extension Session {
  private var monitoring: MonitoringStore {
    MonitoringStore(connection: connection, schema: configuration.schema)
  }

  /// Brings the limits in the database to those of the configuration.
  func applyMonitoring() throws {
    let measured = try monitoring.apply(
      configuration.monitoring.rules, domains: configuration.domains.map(\.domain))
    if measured > 0 { console.note("monitoring  \(measured) vintages measured by the new rules") }
  }

  /// How each domain's latest published vintage stands, or the one as of a month.
  ///
  /// Throws `Failure.data` for a domain without such a vintage.
  func health(asOf: Month? = nil) throws -> [DomainHealth] {
    let current = try ViewReader(connection: connection, schema: configuration.schema).runs().filter(
      \.isCurrent)
    let complete = try lastCompleteMonth()
    return try configuration.domains.map { configured in
      let name = configured.domain.name
      let months = current.filter { $0.domain == name }.map(\.asOfMonth)
      guard let first = months.min(), let month = asOf ?? months.max(), months.contains(month) else {
        throw Failure.data(
          "\(name) has no published run\(asOf.map { " as of \($0)" } ?? ""): run 'forecastpack run' first")
      }
      return DomainHealth(
        domain: name, asOf: month, isLatest: month == months.max(),
        rows: try monitoring.rows(asOf: month).filter { $0.domain == name },
        lastComplete: complete, reviewed: try decisions.lastDecision(domain: name) ?? first,
        reviewMonths: configuration.monitoring.reviewMonths)
    }
  }

  /// The last month that is complete for every domain; nil where there is none, or nothing is built.
  private func lastCompleteMonth() throws -> Month? {
    guard
      try !connection.query(
        "select from pg_tables where schemaname = $1 and tablename = 'ml_train_period'", [configuration.schema]
      ).isEmpty
    else { return nil }
    let last = try configuration.domains.map { configured in
      try PanelReader(connection, schema: configuration.schema, domain: configured.domain).completeMonths().last
    }
    return last.contains(nil) ? nil : last.compactMap(\.self).min()
  }

  /// Lets the rule decide between the champion and each configured challenger of the domains whose model is due.
  ///
  /// - Returns: a line a decision.
  func reviewModels() throws -> [String] {
    var lines: [String] = []
    for health in try health() where health.needsReview {
      let why = health.reasons.map(\.name).joined(separator: ", ")
      guard !configuration.monitoring.challengers.isEmpty else {
        console.note(
          "\(health.domain)  its model is due (\(why)), but monitoring.challengers names none: see 'models compare'"
        )
        continue
      }
      let configured = try domain(named: health.domain)
      for challenger in configuration.monitoring.challengers
      where try champion(configured, asOf: health.asOf + 1) != challenger {
        let trial = try trial(configured, challenger: challenger)
        let decision = try decide(configured, trial, kind: .rule, reason: "due: \(why)")
        lines.append(
          "\(health.domain): \(decision.decided) forecasts from \(health.asOf + 1) on; \(challenger) was "
            + (decision.isPromoted
              ? "promoted" : "not promoted: " + decision.objections.joined(separator: "; ")))
      }
    }
    return lines
  }
}
