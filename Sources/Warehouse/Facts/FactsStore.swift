import Postgres

/// The schema of the facts and its ledger, inside the loader's transaction.
struct FactsStore {
  let connection: Connection
  let schema: String

  private static let ledger = "load_ledger"
  /// The ledger's line for the table definitions themselves.
  private static let definitionName = "(definition)"

  private func qualified(_ table: String) -> String {
    Connection.quoteIdentifier(schema) + "." + Connection.quoteIdentifier(table)
  }

  /// Creates schema and ledger where they are missing, and waits for another load of the same schema.
  func prepare() throws(PostgresError) {
    try connection.query(
      "select pg_advisory_xact_lock(hashtextextended('forecastpack facts ' || $1, 0))", [schema])
    // Asked first: creating needs a right on the database even where the schema is there.
    if try connection.query("select from pg_namespace where nspname = $1", [schema]).isEmpty {
      try connection.execute("create schema \(Connection.quoteIdentifier(schema))")
    }
    try connection.execute(
      """
      create table if not exists \(qualified(Self.ledger)) (
        table_name text primary key,
        file text not null,
        sha256 text not null,
        row_count bigint not null,
        loaded_at timestamptz not null default now()
      )
      """)
  }

  func isDefined(by digest: String) throws(PostgresError) -> Bool {
    try loadedDigest(of: Self.definitionName) == digest
  }

  func loadedDigest(of table: String) throws(PostgresError) -> String? {
    try connection.query(
      "select sha256 from \(qualified(Self.ledger)) where table_name = $1", [table]
    ).first?["sha256"]
  }

  /// Drops the tables that were loaded before, and nothing else, and creates all anew; a view that somebody put on
  /// them makes it fail.
  func define(_ tables: String) throws {
    let known = try connection.query(
      "select table_name from \(qualified(Self.ledger)) where table_name <> $1 order by 1",
      [Self.definitionName]
    ).compactMap { $0[0] }
    if !known.isEmpty {
      try connection.execute("drop table if exists \(known.map(qualified).joined(separator: ", "))")
      try connection.execute("delete from \(qualified(Self.ledger))")
    }
    do {
      try connection.execute(tables)
    } catch {
      guard error.sqlState == "42P07" else { throw error }
      throw FactsError(
        "\(error.message) in schema \(schema), and it was not loaded by this program: drop it, or load into another"
          + " schema", file: "tables.sql")
    }
  }

  func remember(_ definition: String) throws(PostgresError) {
    try remember(Self.definitionName, file: "tables.sql, keys.sql", digest: definition, rows: 0)
  }

  func remember(_ table: FactsManifest.Table, digest: String) throws(PostgresError) {
    try remember(table.table, file: table.file, digest: digest, rows: table.rows)
  }

  private func remember(_ name: String, file: String, digest: String, rows: Int) throws(PostgresError) {
    try connection.query(
      """
      insert into \(qualified(Self.ledger)) (table_name, file, sha256, row_count) values ($1, $2, $3, $4)
      on conflict (table_name) do update
      set file = excluded.file, sha256 = excluded.sha256, row_count = excluded.row_count, loaded_at = now()
      """, [name, file, digest, String(rows)])
  }

  /// Names in the order of the table; empty when there is no such table.
  func columns(of table: String) throws(PostgresError) -> [String] {
    try connection.query(
      """
      select attname from pg_attribute
      where attrelid = to_regclass($1) and attnum > 0 and not attisdropped order by attnum
      """, [qualified(table)]
    ).compactMap { $0[0] }
  }

  /// Foreign keys go first: a table that others point to could not be emptied.
  func empty(_ table: String) throws(PostgresError) {
    try dropForeignKeys(of: table)
    try connection.execute("truncate \(qualified(table))")
  }

  func copy(into table: String, columns: [String], _ next: () throws -> [UInt8]?) throws {
    let names = columns.map(Connection.quoteIdentifier).joined(separator: ", ")
    // The table was emptied in this transaction: its rows can be written frozen, and no later scan touches them.
    try connection.copyInText(
      "copy \(qualified(table)) (\(names)) from stdin (format csv, header true, encoding 'UTF8', freeze true)",
      next)
    try connection.execute("analyze \(qualified(table))")
  }

  /// Where the table is not what the manifest says, in words; empty when it meets every control total.
  func differences(from table: FactsManifest.Table) throws(PostgresError) -> [String] {
    let totals = table.totals.sorted { $0.key < $1.key }
    let columns = totals.enumerated().map { index, total in
      let sum = "coalesce(sum(\(Connection.quoteIdentifier(total.key))), 0)"
      return ", \(sum)::text, (\(sum) = $\(index + 1)::numeric)::text"
    }
    let row = try connection.query(
      "select count(*)::text\(columns.joined()) from \(qualified(table.table))", totals.map(\.value))[0]
    var differences: [String] = []
    if row[0] != String(table.rows) {
      differences.append("\(row[0] ?? "no") rows, not the manifest's \(table.rows)")
    }
    for (index, total) in totals.enumerated() where row[2 * index + 2] != "true" {
      differences.append(
        "\(total.key) sums to \(row[2 * index + 1] ?? "null"), not the manifest's control total \(total.value)")
    }
    return differences
  }

  /// Adds the foreign keys, all of them: those that are left are dropped first.
  func reference(_ keys: String, _ manifest: FactsManifest) throws {
    for table in manifest.tables {
      try dropForeignKeys(of: table.table)
    }
    do {
      try connection.execute(keys)
    } catch {
      guard error.sqlState == "23503" else { throw error }
      let source = manifest.tables.first { error.message.contains("\"\($0.table)\"") }
      throw FactsError(
        [error.message, error.detail].compactMap { $0 }.joined(separator: "; "), file: source?.file,
        table: source?.table)
    }
  }

  private func dropForeignKeys(of table: String) throws(PostgresError) {
    let keys = try connection.query(
      """
      select conrelid::regclass::text as source, conname from pg_constraint
      where contype = 'f' and (conrelid = $1::regclass or confrelid = $1::regclass) order by 1, 2
      """, [qualified(table)])
    for key in keys {
      let name = Connection.quoteIdentifier(key["conname"] ?? "")
      try connection.execute("alter table \(key["source"] ?? "") drop constraint \(name)")
    }
  }
}
