import Foundation
import Postgres

/// The roles that work: the loader brings facts, the writer makes and publishes forecasts; `sql/roles.sql` says what each
/// may do. The owner of the schemas is needed for migrations alone.
public struct WorkerRoles {
  private let connection: Connection
  private let schema: String
  private let folder: URL

  /// - Parameters:
  ///   - schema: as configured, not quoted; migrated, and its domains installed.
  ///   - folder: holds `roles.sql`.
  public init(connection: Connection, schema: String, folder: URL) {
    self.connection = connection
    self.schema = schema
    self.folder = folder
  }

  /// Creates the roles (which cannot log in) unless they are there, and sets their rights; running it again changes
  /// nothing.
  ///
  /// - Parameter facts: the schema of the facts, not quoted.
  /// - Throws: `MigrationError.unreadable`, `.template`; `PostgresError`, for instance when the user does not own the
  ///   schema or may not create roles.
  public func install(loader: String, writer: String, facts: String) throws {
    let file = folder.appendingPathComponent("roles.sql")
    guard let text = try? String(contentsOf: file, encoding: .utf8) else {
      throw MigrationError.unreadable(folder: folder.path, reason: "there is no roles.sql")
    }
    let sql: String
    do {
      sql = try SQLTemplate(text: text).filled(["schema": Connection.quoteIdentifier(schema)])
    } catch {
      throw MigrationError.template(name: "roles", reason: error.description)
    }
    try connection.transaction {
      // Roles belong to the cluster: two databases may be set up at once.
      try connection.query("select pg_advisory_xact_lock(hashtextextended('forecastpack roles', 0))")
      for (name, value) in [
        ("loader", loader), ("writer", writer), ("facts", facts), ("schema", schema),
        ("work", schema + "_work"),
      ] {
        try connection.query("select set_config('forecastpack.' || $1, $2, true)", [name, value])
      }
      try connection.execute(sql)
    }
  }

  /// Whether the writer was given its rights in this schema.
  public func areInstalled(writer: String) throws -> Bool {
    try connection.query(
      "select from pg_roles where rolname = $1 and not rolsuper and has_schema_privilege(oid, $2, 'create')",
      [writer, schema]
    ).isEmpty == false
  }

  /// Whether the current user may migrate: the schema is its own, or is still to be made.
  public func mayMigrate() throws -> Bool {
    try connection.query(
      "select pg_has_role(current_user, nspowner, 'usage') from pg_namespace where nspname = $1", [schema]
    ).first?[0] != "f"
  }
}
