import Foundation
import Postgres
import Tracking
import Warehouse

/// What a run needs of the database: a server that it can use, rights, tables of this version, complete months.
struct DatabaseDoctor {
  let options: GlobalOptions
  let configuration: Configuration

  func checks() -> [DoctorCheck] {
    let connection: Connection
    do {
      let database = Database(dsn: options.dsn, root: configuration.root)
      connection = try database.connect(application: "forecastpack doctor", logger: options.logger)
    } catch {
      return [
        .fails(
          "database", "\(error)",
          remedy:
            "look at --dsn, the PG* variables or the service file; without any, script/bootstrap installs a server",
          ExitStatus(of: error) ?? .unavailable)
      ]
    }
    do {
      return [try server(connection), try encryption(connection)] + (try rights(connection))
        + (try tables(connection)) + [try months(connection)]
    } catch {
      return [
        .fails(
          "database", "\(error)", remedy: "look at the server and the rights of the user",
          ExitStatus(of: error) ?? .unavailable)
      ]
    }
  }

  private func server(_ connection: Connection) throws -> DoctorCheck {
    let row = try connection.query(
      """
      select current_setting('server_version_num')::integer / 10000 as major, current_setting('server_version') as version,
        current_database() as database, current_user as worker, pg_is_in_recovery() as standby,
        current_setting('server_encoding') as encoding, current_setting('transaction_read_only') as read_only
      """)[0]
    let major = row["major"].flatMap { Int($0) } ?? 0
    let place =
      "PostgreSQL \(row["version"] ?? "?"), database \(row["database"] ?? "?"), user \(row["worker"] ?? "?")"
    guard major >= ServerBinaries.oldestMajorVersion else {
      return .fails(
        "database", place, remedy: "PostgreSQL \(ServerBinaries.oldestMajorVersion) or newer is needed",
        .configuration)
    }
    guard row["encoding"] == "UTF8" else {
      return .fails(
        "database", "\(place), encoding \(row["encoding"] ?? "?")", remedy: "use a database with encoding UTF8",
        .configuration)
    }
    guard row["standby"] == "f", row["read_only"] == "off" else {
      return .fails(
        "database", "\(place), which takes no writes",
        remedy: "name the primary server, without read-only settings",
        .unavailable)
    }
    return .ok("database", place)
  }

  private func encryption(_ connection: Connection) throws -> DoctorCheck {
    let row = try connection.query(
      "select ssl, version from pg_stat_ssl where pid = pg_backend_pid()"
    ).first
    let isLocal = (connection.settings["host"] ?? "/").hasPrefix("/")
    if isLocal { return .ok("encryption", "a socket of this machine") }
    guard row?["ssl"] == "t" else {
      return .note(
        "encryption", "the connection is not encrypted", remedy: "set sslmode=verify-full and sslrootcert")
    }
    guard connection.settings["sslmode"] == "verify-full" else {
      return .note(
        "encryption", "\(row?["version"] ?? "TLS"), but the server's name is not verified",
        remedy: "set sslmode=verify-full and sslrootcert")
    }
    return .ok("encryption", "\(row?["version"] ?? "TLS"), server verified")
  }

  /// Each schema must be there with the right to create in it, or be one that may be created.
  private func rights(_ connection: Connection) throws -> [DoctorCheck] {
    let mayCreate =
      try connection.query("select has_database_privilege(current_database(), 'create')")[0][0] == "t"
    let schemas = try [configuration.schema, configuration.factsSchema].map { schema -> DoctorCheck in
      let right = try connection.query(
        "select has_schema_privilege(oid, 'create') from pg_namespace where nspname = $1", [schema]
      ).first?[0]
      switch right {
      case "t": return .ok("rights", "schema \(schema)")
      case nil where mayCreate: return .ok("rights", "schema \(schema), which a run creates")
      case nil:
        return .fails(
          "rights", "there is no schema \(schema), and none may be created",
          remedy: "create it, owned by this user",
          .configuration)
      case _ where schema == configuration.factsSchema && !mayCreate:
        return .note(
          "rights", "facts cannot be loaded into schema \(schema) by this user",
          remedy: "that is the loader's part")
      default:
        return .fails(
          "rights", "nothing may be created in schema \(schema)", remedy: "grant create on it to this user",
          .configuration)
      }
    }
    let role = try connection.query(
      "select exists (select from pg_roles where rolname = $1), rolcreaterole or rolsuper from pg_roles "
        + "where rolname = current_user", [configuration.readerRole])[0]
    guard role[0] == "t" || role[1] == "t" else {
      return schemas + [
        .fails(
          "rights", "there is no role \(configuration.readerRole), and this user may create none",
          remedy: "have an administrator create it: create role \(configuration.readerRole) nologin",
          .configuration)
      ]
    }
    return schemas
  }

  private func tables(_ connection: Connection) throws -> [DoctorCheck] {
    let status = try MigrationRunner(
      connection: connection, schema: configuration.schema, folder: configuration.dbtProject
    ).status()
    guard status.newer.isEmpty else {
      return [
        .fails(
          "tables", "\(MigrationError.newer(names: status.newer))", remedy: "use the newer version",
          .configuration)
      ]
    }
    guard status.pending.isEmpty else {
      let what = status.isMigrated ? "\(status.pending.count) migrations are to come" : "there are none yet"
      return [.note("tables", what, remedy: "'forecastpack run' or 'forecastpack db migrate' makes them")]
    }
    let outdated = try configuration.outdatedDomains(connection)
    guard outdated.isEmpty else {
      return [
        .note(
          "tables",
          "those or the views of \(outdated.joined(separator: ", ")) are not as this version and the configuration have them",
          remedy: "'forecastpack run' or 'forecastpack db migrate', by their owner, makes them so")
      ]
    }
    let queue = TrackingQueue(connection: connection, schema: configuration.schema)
    let waiting = try queue.waiting()
    let schema = Connection.quoteIdentifier(configuration.schema)
    let vintages = try connection.query(
      "select count(*), coalesce(to_char(max(as_of_month), 'YYYY-MM'), 'none') from \(schema).current_run")[0]
    return [.ok("tables", "of this version; \(vintages[0] ?? "0") published runs, latest \(vintages[1] ?? "")")]
      + (waiting == 0
        ? []
        : [
          .note(
            "tracking queue", "\(waiting) records wait for MLflow",
            remedy: "'forecastpack track sync' delivers them")
        ])
  }

  private func months(_ connection: Connection) throws -> DoctorCheck {
    do {
      let last = try configuration.domains.map { configured in
        (
          name: configured.domain.name,
          month: try PanelReader(connection, schema: configuration.schema, domain: configured.domain)
            .completeMonths().last
        )
      }
      if let none = last.first(where: { $0.month == nil }) {
        return .note(
          "datasets", "\(none.name) has no complete month",
          remedy: "\(configuration.schema).ml_train_period says why")
      }
      return .ok(
        "datasets", last.map { "\($0.name) to \($0.month.map(\.description) ?? "")" }.joined(separator: ", "))
    } catch let error as DatasetError {
      return .note("datasets", "\(error)", remedy: "'forecastpack load' and 'forecastpack build' make them")
    }
  }
}
