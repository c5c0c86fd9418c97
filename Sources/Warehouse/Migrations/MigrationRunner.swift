import Foundation
import Postgres

/// Brings the schema to what `sql/migrations` says: every file once, in order, in one transaction.
public struct MigrationRunner {
  private let connection: Connection
  private let schema: String
  private let folder: URL

  /// - Parameters:
  ///   - schema: as configured, not quoted; created if it is not there.
  ///   - folder: holds `migrations` and `domains`.
  public init(connection: Connection, schema: String, folder: URL) {
    self.connection = connection
    self.schema = schema
    self.folder = folder
  }

  /// What the schema has of the migrations, without changing anything.
  public struct Status: Hashable, Sendable {
    /// Files that are still to be run; all of them where there is no schema yet.
    public let pending: [String]
    /// Applied by a newer version of the program, which has files that this one lacks.
    public let newer: [String]
    /// Whether any was ever applied.
    public let isMigrated: Bool
  }

  /// - Throws: `MigrationError.unreadable`, `PostgresError`.
  public func status() throws -> Status {
    let files = try SQLFile.all(in: folder.appendingPathComponent("migrations")).map(\.name)
    let known = try connection.query(
      "select from pg_tables where schemaname = $1 and tablename = 'schema_migrations'", [schema])
    guard !known.isEmpty else { return Status(pending: files, newer: [], isMigrated: false) }
    let applied = try connection.query(
      "select name from \(Connection.quoteIdentifier(schema)).schema_migrations where domain = '' "
        + "order by name collate \"C\""
    ).compactMap { $0[0] }
    return Status(
      pending: files.filter { !applied.contains($0) },
      newer: applied.filter { name in files.last.map { $0 < name } ?? true }, isMigrated: true)
  }

  /// - Returns: the names of the migrations that ran; none when the schema is up to date.
  /// - Throws: `MigrationError`, which names the file; `PostgresError`. Nothing has changed then.
  public func run() throws -> [String] {
    let quoted = Connection.quoteIdentifier(schema)
    let history = MigrationHistory(connection: connection, schema: quoted)
    let files = try SQLFile.all(in: folder.appendingPathComponent("migrations"))
    return try connection.transaction {
      try history.lock()
      // Asked first: creating needs a right on the database even where the schema is there.
      let known = try connection.query("select from pg_namespace where nspname = $1", [schema])
      if known.isEmpty { try connection.execute("create schema \(quoted)") }
      try history.createTable()
      return try history.apply(files, domain: nil) { file in
        do {
          return try SQLTemplate(text: file.text).filled(["schema": quoted])
        } catch let error as SQLTemplate.UnknownPlaceholder {
          throw MigrationError.template(name: file.name, reason: error.description)
        }
      }
    }
  }
}
