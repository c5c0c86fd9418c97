import Domains
import Postgres

/// Gives the reader role what it may see, and nothing else: the views, the actuals and the predictions, of which
/// row-level security shows the current runs only.
public struct RoleInstaller {
  private let connection: Connection
  private let schema: String

  /// - Parameter schema: as configured, not quoted.
  public init(connection: Connection, schema: String) {
    self.connection = connection
    self.schema = schema
  }

  /// Creates the role (which cannot log in) unless it is there, and sets its rights in the schema. To be run after
  /// `DomainInstaller`; running it again changes nothing.
  /// - Throws: `PostgresError`, for instance when the user may not create roles: a role made beforehand will do.
  public func install(_ role: String, domains: [Domain]) throws {
    let name = Connection.quoteIdentifier(role)
    let quoted = Connection.quoteIdentifier(schema)
    try refuseOwner(role)
    try connection.transaction {
      // Roles belong to the cluster: two databases may be set up at once.
      try connection.query("select pg_advisory_xact_lock(hashtextextended('forecastpack roles', 0))")
      if try connection.query("select from pg_roles where rolname = $1", [role]).isEmpty {
        try connection.execute("create role \(name) nologin")
      }
      try connection.execute("revoke all on all tables in schema \(quoted) from \(name)")
      try connection.execute("grant usage on schema \(quoted) to \(name)")
      for domain in domains {
        for relation in try relations(of: domain) {
          try connection.execute("grant select on \(quoted).\(Connection.quoteIdentifier(relation)) to \(name)")
        }
      }
      for relation in [
        "forecast_run", "forecast_approval", "forecast_publications", "forecast_monitoring", "data_quality",
      ] {
        try connection.execute("grant select on \(quoted).\(relation) to \(name)")
      }
    }
  }

  /// Taking rights from the role that works here, or from one that it works through, would take our own.
  private func refuseOwner(_ role: String) throws {
    let own = try connection.query(
      """
      select from pg_roles role
      join pg_roles worker on worker.rolname = current_user
      where role.rolname = $1
        and (role.rolsuper or role.oid = worker.oid or not worker.rolsuper and pg_has_role(worker.oid, role.oid, 'usage'))
      """, [role])
    guard own.isEmpty else { throw MigrationError.readerIsOwner(role: role) }
  }

  /// What readers may see of a domain, partitions included.
  private func relations(of domain: Domain) throws -> [String] {
    let name = domain.name
    let partitions = try connection.query(
      "select child.relname from pg_inherits join pg_class child on child.oid = inhrelid "
        + "join pg_class parent on parent.oid = inhparent join pg_namespace on pg_namespace.oid = parent.relnamespace "
        + "where nspname = $1 and parent.relname = $2 order by 1", [schema, "ml_pred_\(name)"]
    ).compactMap { $0[0] }
    return partitions + [
      "ml_pred_\(name)", "ml_pred_\(name)_rollup", "actual_\(name)", "actual_\(name)_history",
      "ml_plan_\(name)_monthly",
    ]
      + [
        "actual_vs_forecast", "trend", "kpi_monthly", "vintage_plan", "outlook_bridge", "forecast_accuracy",
        "forecast_value_added",
        "forecast_adjustment", "checks",
      ].map {
        "\($0)_\(name)"
      }
      + (domain.kind == .stock
        ? ["stock_bridge_\(name)"] : ["price_volume_\(name)", "product_variance_\(name)"])
  }
}
