import Logging

/// One session with a PostgreSQL server, 13 or newer; closed when the object goes away.
///
/// Text comes and goes as UTF-8, dates in ISO form and times in UTC, whatever the server or the role prefer.
/// Not Sendable: one task at a time. Server notices go to the logger.
public final class Connection {
  let handle: Handle

  /// - Parameters:
  ///   - dsn: libpq's keywords or URI; what it leaves out comes from PG* variables, the service file and .pgpass.
  ///   - defaults: libpq keywords used where the DSN is silent, before the environment; for instance
  ///     `fallback_application_name`.
  /// - Throws: kind `connection` without a server or an answer, `authentication` when it refused the login.
  public init(
    _ dsn: String = "", defaults: [String: String] = [:], logger: Logger = Logger(label: "postgres")
  ) throws(PostgresError) {
    let before = Self.keepalives.merging(defaults) { $1 }.sorted { $0.key < $1.key }.map {
      (name: $0.key, value: $0.value)
    }
    handle = try Handle(before + [("dbname", dsn), ("client_encoding", "UTF8")], logger: logger)
    _ = try handle.run(
      """
      set datestyle = 'ISO, YMD'; set intervalstyle = 'postgres'; set timezone = 'UTC'; set bytea_output = 'hex';
      set extra_float_digits = 1; set standard_conforming_strings = on;
      set tcp_keepalives_idle = 30; set tcp_keepalives_interval = 10; set tcp_keepalives_count = 3;
      set tcp_user_timeout = 60000;
      select set_config(name, '1s', false) from pg_settings where name = 'client_connection_check_interval'
      """)
  }

  /// A network that is cut is noticed within a minute, here and (by what the session sets) by the server: else the one
  /// would wait for hours and the other hold locks as long. From PostgreSQL 14 on the server also stops a statement whose
  /// client is gone.
  private static let keepalives = [
    "keepalives_idle": "30", "keepalives_interval": "10", "keepalives_count": "3", "tcp_user_timeout": "60000",
  ]

  /// Runs a script of one or more statements; without a transaction of its own they stand or fall together.
  public func execute(_ sql: String) throws(PostgresError) {
    _ = try handle.run(sql)
  }

  /// Runs one statement; `$1` is `parameters[0]`, nil is NULL, and the server infers each one's type.
  @discardableResult
  public func query(_ sql: String, _ parameters: [String?] = []) throws(PostgresError) -> Rows {
    Rows(try handle.run(sql, parameters))
  }

  /// Runs one statement and hands over its rows one at a time, each gone after the call: memory does not grow with
  /// their number.
  ///
  /// - Parameter body: must not use the connection. When it throws the server is told to stop, and the connection can
  ///   be used again.
  /// - Throws: what `body` throws; a `PostgresError` also after rows came, where the server failed on its way.
  public func query(_ sql: String, _ parameters: [String?] = [], each body: (Row) throws -> Void) throws {
    var first: Rows?
    try handle.stream(sql, parameters) { result in
      let rows = first.map { Rows(result, like: $0) } ?? Rows(result)
      first = rows
      for row in rows { try body(row) }
    }
  }

  /// Runs `body` in a transaction: committed when it returns, rolled back when it throws.
  ///
  /// - Throws: what `body` throws; a `PostgresError` when the commit fails, when an error that `body` swallowed made
  ///   the server roll back, and when a transaction is open already.
  public func transaction<T>(
    _ isolation: Isolation = .readCommitted, readOnly: Bool = false, _ body: () throws -> T
  ) throws -> T {
    guard !handle.isInTransaction else {
      throw PostgresError(kind: .protocol, message: "a transaction is open already; they do not nest")
    }
    try execute("begin isolation level \(isolation.rawValue)\(readOnly ? " read only" : "")")
    let value: T
    do {
      value = try body()
    } catch {
      // The error of the body is the one to tell; a session that cannot roll back is lost and rolls back by itself.
      try? execute("rollback")
      throw error
    }
    let tag = try handle.run("commit").commandTag
    guard tag == "COMMIT" else {
      throw PostgresError(
        kind: .server, sqlState: "25P02",
        message: "the transaction was rolled back, because a statement in it had failed", statement: "commit")
    }
    return value
  }

  /// What the session was opened with, by libpq's keywords (`host`, `port`, `user`, `dbname`, `password`, …), so that
  /// a child process can reach the same database; those without a value are left out.
  public var settings: [String: String] { handle.settings }

  /// Whether a transaction is open, failed ones included.
  public var isInTransaction: Bool { handle.isInTransaction }
}
