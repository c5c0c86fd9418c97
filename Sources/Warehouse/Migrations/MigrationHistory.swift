import Postgres

/// Applies files once each, in order, and keeps their digests in `schema_migrations`.
///
/// Grain of that table: domain ('' for what exists once) x file.
struct MigrationHistory {
  let connection: Connection
  /// Quoted.
  let schema: String

  /// One migration at a time over all sessions, until the transaction ends.
  func lock() throws(PostgresError) {
    try connection.query(
      "select pg_advisory_xact_lock(hashtextextended('forecastpack migrations ' || $1, 0))", [schema])
  }

  func createTable() throws(PostgresError) {
    try connection.execute(
      """
      create table if not exists \(schema).schema_migrations (
        domain text not null,
        name text not null,
        sha256 text not null,
        applied_at timestamptz not null default now(),
        primary key (domain, name)
      )
      """)
  }

  /// Runs the files that are new to `domain` (nil for what exists once), filled by `fill`.
  /// - Returns: the names of those that ran.
  /// - Throws: `MigrationError`, before anything ran where an applied file is missing or changed; `PostgresError`.
  func apply(
    _ files: [SQLFile], domain: String?, fill: (SQLFile) throws -> String
  ) throws -> [String] {
    let applied = try connection.query(
      "select name, sha256 from \(schema).schema_migrations where domain = $1 order by name collate \"C\"",
      [domain ?? ""]
    ).map { (name: $0[0] ?? "", digest: $0[1] ?? "") }
    let newer = applied.map(\.name).filter { name in files.last.map { $0.name < name } ?? true }
    guard newer.isEmpty else { throw MigrationError.newer(names: newer) }
    for (name, digest) in applied {
      guard let file = files.first(where: { $0.name == name }) else {
        throw MigrationError.missing(name: name, domain: domain)
      }
      guard file.digest == digest else { throw MigrationError.changed(name: name, domain: domain) }
    }
    let new = files.filter { file in !applied.contains { $0.name == file.name } }
    if let first = new.first, let last = applied.last, first.name < last.name {
      throw MigrationError.outOfOrder(name: first.name, after: last.name, domain: domain)
    }
    for file in new {
      let sql = try fill(file)
      do {
        try connection.execute(sql)
      } catch {
        throw MigrationError.failed(name: file.name, domain: domain, reason: error.description)
      }
      try connection.query(
        "insert into \(schema).schema_migrations (domain, name, sha256) values ($1, $2, $3)",
        [domain ?? "", file.name, file.digest])
    }
    return new.map(\.name)
  }
}
