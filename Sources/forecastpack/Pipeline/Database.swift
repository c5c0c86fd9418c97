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
    try Connection(
      try connectionString(), defaults: ["fallback_application_name": application, "connect_timeout": "10"],
      logger: logger)
  }

  /// What libpq takes; starts the private server where that is meant.
  func connectionString() throws -> String {
    switch self {
    case .named(let dsn): dsn
    case .local(let server): try server.start()
    }
  }
}
