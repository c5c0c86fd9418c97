import Postgres
import Warehouse

extension Session {
  /// Brings tables, views and rights to what the project's SQL and the configuration say. A user who does not own the
  /// schema changes none of them.
  ///
  /// Throws `Failure.configuration` where that user needs what only the owner can do.
  func migrate() throws {
    let folder = configuration.dbtProject
    let roles = WorkerRoles(connection: connection, schema: configuration.schema, folder: folder)
    guard try roles.mayMigrate() else {
      try requireTables()
      return try applyMonitoring()
    }
    try console.stage("migrate") {
      let migrations = try MigrationRunner(connection: connection, schema: configuration.schema, folder: folder)
        .run()
      let changed = try configuration.domainInstaller(connection).install(
        configuration.domainSettings, fiscalYearStartMonth: configuration.fiscalYearStart,
        accuracyWindows: configuration.accuracyWindows)
      try RoleInstaller(connection: connection, schema: configuration.schema)
        .install(configuration.readerRole, domains: configuration.domains.map(\.domain))
      // Tables that came with this are the writer's to fill as well.
      if try roles.areInstalled(writer: configuration.writerRole) { try install(roles) }
      try applyMonitoring()
      let words = "\(migrations.count) migrations, \(changed.count) domains"
      return ((), migrations.isEmpty && changed.isEmpty ? "up to date" : words)
    }
  }

  /// Gives loader and writer what they may do. Throws `PostgresError` for a user who cannot give it.
  func installRoles() throws {
    try install(
      WorkerRoles(connection: connection, schema: configuration.schema, folder: configuration.dbtProject))
  }

  private func install(_ roles: WorkerRoles) throws {
    try roles.install(
      loader: configuration.loaderRole, writer: configuration.writerRole, facts: configuration.factsSchema)
  }

  /// Throws `Failure.configuration` in a database that was never migrated, or not to what this version and the configuration
  /// need, views included; `MigrationError.newer` in one that a newer version made.
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
    let outdated = try configuration.outdatedDomains(connection)
    guard outdated.isEmpty else {
      throw Failure.configuration(
        "tables or views of \(outdated.joined(separator: ", ")) in schema '\(configuration.schema)' are not as this version and "
          + "the configuration have them: its owner runs 'forecastpack db migrate'")
    }
  }
}

extension Configuration {
  /// The domains whose tables or views are not as this version and the configuration have them.
  func outdatedDomains(_ connection: Connection) throws -> [String] {
    try domainInstaller(connection).outdated(
      domainSettings, fiscalYearStartMonth: fiscalYearStart, accuracyWindows: accuracyWindows)
  }

  fileprivate func domainInstaller(_ connection: Connection) -> DomainInstaller {
    DomainInstaller(connection: connection, schema: schema, folder: dbtProject)
  }

  fileprivate var domainSettings: [DomainSettings] {
    domains.map { DomainSettings(domain: $0.domain, horizons: horizons, hitTolerance: $0.hitTolerance) }
  }
}
