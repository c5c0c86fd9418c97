import Domains
import Forecasting
import Postgres

extension Publisher {
  /// Changes something about a published vintage: `change`, what looks back on it, the checks and the pack are one
  /// transaction. Readers see it whole or not at all.
  ///
  /// - Parameters:
  ///   - domains: every domain of the vintage.
  ///   - touchesForecasts: whether accuracy and monitoring must be computed again.
  ///   - render: runs inside the transaction, after the checks; when it throws, nothing is changed.
  /// - Throws: `StoreError.checksFailed`, `PostgresError`, and what `change` and `render` throw.
  public func amend(
    asOf: Month, _ domains: [Domain], touchesForecasts: Bool, change: () throws -> Void,
    render: () throws -> Void
  ) throws {
    let quoted = Connection.quoteIdentifier(schema)
    try connection.transaction {
      try connection.query(
        "select pg_advisory_xact_lock(hashtextextended('forecastpack publishing ' || $1, 0))", [quoted])
      try change()
      if touchesForecasts {
        for domain in domains { try lookBack(domain, from: asOf, quoted) }
      }
      let reader = ViewReader(connection: connection, schema: schema)
      let failed = try domains.flatMap { try reader.checks($0, asOf: asOf) }.filter { !$0.passed }
      guard failed.isEmpty else { throw StoreError.checksFailed(failed) }
      try render()
    }
  }

  /// What a vintage and those after it say of past forecasts.
  func lookBack(_ domain: Domain, from asOf: Month, _ quoted: String) throws {
    let name = domain.name
    try connection.query(
      "select \(quoted).publish_accuracy_\(name)(run_id) from \(quoted).current_run "
        + "where domain = $1 and as_of_month >= $2 order by as_of_month", [name, asOf.firstDay])
    try analyze(["accuracy_\(name)"])
    _ = try MonitoringStore(connection: connection, schema: schema).measure(domain, from: asOf, monitoring)
  }
}
