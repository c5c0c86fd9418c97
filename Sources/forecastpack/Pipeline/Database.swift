import Foundation
import Logging
import Postgres

/// Which server a command talks to: one that the user named, or the private one.
enum Database {
  /// libpq keywords or a URI; empty means that the PG* variables, the service file and .pgpass say it all.
  case named(String)
  case local(LocalServer)

  /// `--dsn`, else what the environment names, else the private server of the project at `root`.
  init(dsn: String?, root: URL, environment: [String: String] = ProcessInfo.processInfo.environment) {
    let naming = ["PGHOST", "PGHOSTADDR", "PGPORT", "PGSERVICE", "PGDATABASE", "PGUSER"]
    if let dsn {
      self = .named(dsn)
    } else if naming.contains(where: { environment[$0].map { !$0.isEmpty } ?? false }) {
      self = .named("")
    } else {
      self = .local(LocalServer(folder: root.appendingPathComponent(".forecastpack/postgres").path))
    }
  }

  /// Connects; starts the private server first where that is meant.
  /// Throws `PostgresError` or `LocalServerError`.
  func connect(application: String, logger: Logger) throws -> Connection {
    do {
      return try Connection(
        try connectionString(), defaults: ["fallback_application_name": application, "connect_timeout": "10"],
        logger: logger)
    } catch var error as PostgresError {
      // libpq repeats a DSN that it cannot read, password and all.
      if case .named(let dsn) = self, !dsn.isEmpty {
        error.message = error.message.replacingOccurrences(of: dsn, with: "(the DSN)")
      }
      throw error
    }
  }

  /// The PG* variables that lead a child process to the same database.
  func variables() throws -> [String: String] {
    let dsn = try connectionString()
    do {
      return try ConnectionEnvironment.variables(dsn: dsn)
    } catch {
      throw Failure.usage(error.message.replacingOccurrences(of: dsn, with: "(the DSN)"))
    }
  }

  /// What libpq takes; starts the private server where that is meant.
  func connectionString() throws -> String {
    switch self {
    case .named(let dsn): dsn
    case .local(let server): try server.start()
    }
  }
}
