import Domains
import Warehouse

/// What is out of bounds, for a reader at the terminal or a program.
struct MonitoringReport {
  let domains: [DomainHealth]

  var hasAlerts: Bool { domains.contains { !$0.alerts.isEmpty } }

  var text: String {
    domains.map { domain in
      let count = domain.alerts.count
      let head =
        "\(domain.domain), as of \(domain.asOf): \(count) of \(domain.rows.count) measures out of bounds"
      let due =
        domain.isLatest && domain.reasons.isEmpty
        ? ["  nothing is due"] : domain.reasons.map { "  due, \($0.name): \($0.words)" }
      return ([head] + domain.alerts.map(line) + due).joined(separator: "\n")
    }.joined(separator: "\n")
  }

  private func line(_ row: MonitoringRow) -> String {
    let horizon = row.horizon == 0 ? "" : ", h = \(row.horizon)"
    let relation = row.measure.isLeast ? "below" : "beyond"
    let limit = row.limit.map { " \(relation) \(Self.fixed($0))" } ?? ""
    let since = row.alertSince.map { $0 == row.asOf ? "" : ", since the vintage of \($0)" } ?? ""
    // The total's keys say nothing.
    let place = row.level == Domain.Level.total ? row.level : "\(row.level) \(row.series)"
    return "  \(row.measure.rawValue) \(Self.fixed(row.value))\(limit)  \(place)\(horizon), "
      + "\(row.pairs) months\(since)"
  }

  /// Three decimals, whatever the locale.
  private static func fixed(_ value: Double) -> String {
    Amount(rounding: value, decimals: 3)?.description ?? "\(value)"
  }

  /// One object a domain, keys sorted by the encoder.
  var json: [JSONDomain] { domains.map(JSONDomain.init) }

  struct JSONDomain: Encodable {
    let domain: String
    let asOf: String
    let measures: [JSONMeasure]
    let due: [JSONReason]

    init(_ health: DomainHealth) {
      domain = health.domain
      asOf = health.asOf.description
      measures = health.rows.map(JSONMeasure.init)
      due = health.reasons.map { JSONReason(reason: $0.name, detail: $0.words) }
    }
  }

  struct JSONReason: Encodable {
    let reason: String
    let detail: String
  }

  struct JSONMeasure: Encodable {
    let measure: String
    let level: String
    let series: String
    let horizon: Int
    let pairs: Int
    let value: Double
    let limit: Double?
    let isAlert: Bool
    let alertSince: String?

    init(_ row: MonitoringRow) {
      measure = row.measure.rawValue
      level = row.level
      series = row.series
      horizon = row.horizon
      pairs = row.pairs
      value = row.value
      limit = row.limit
      isAlert = row.isAlert
      alertSince = row.alertSince?.description
    }
  }
}
