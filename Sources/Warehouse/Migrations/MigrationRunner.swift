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
