import Warehouse

extension Session {
  /// Brings tables, views and rights to what the project's SQL and the configuration say.
  func migrate() throws {
    try console.stage("migrate") {
      let folder = configuration.dbtProject
      let migrations = try MigrationRunner(connection: connection, schema: configuration.schema, folder: folder)
        .run()
      let settings = configuration.domains.map {
        DomainSettings(domain: $0.domain, horizons: configuration.horizons, hitTolerance: $0.hitTolerance)
      }
      let changed = try DomainInstaller(connection: connection, schema: configuration.schema, folder: folder)
        .install(
          settings, fiscalYearStartMonth: configuration.fiscalYearStart,
          accuracyWindows: configuration.accuracyWindows)
      try RoleInstaller(connection: connection, schema: configuration.schema)
        .install(configuration.readerRole, domains: configuration.domains.map(\.domain))
      try applyMonitoring()
      let words = "\(migrations.count) migrations, \(changed.count) domains"
      return ((), migrations.isEmpty && changed.isEmpty ? "up to date" : words)
    }
  }

  /// Throws `Failure.configuration` in a database that was never migrated or not to what this version needs,
  /// `MigrationError.newer` in one that a newer version made.
  func requireTables() throws {
    let status = try MigrationRunner(
      connection: connection, schema: configuration.schema, folder: configuration.dbtProject
    ).status()
    guard status.newer.isEmpty else { throw MigrationError.newer(names: status.newer) }
    guard status.pending.isEmpty || !status.isMigrated else {
      throw Failure.configuration(
        "the tables in schema '\(configuration.schema)' are of an older version (\(status.pending.joined(separator: ", ")) "
          + "to come): run 'forecastpack db migrate'")
    }
    guard status.isMigrated else {
      throw Failure.configuration(
        "the database has no ForecastPack tables in schema '\(configuration.schema)': run 'forecastpack db migrate'"
      )
    }
  }
}
