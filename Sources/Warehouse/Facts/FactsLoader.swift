import Digests
import Foundation
import Postgres

/// Loads a folder of facts into typed tables, all or nothing.
///
/// The folder holds `manifest.json`, `tables.sql` (the tables with their primary keys), `keys.sql` (the foreign keys)
/// and the gzip CSV files. A ledger in the schema remembers the digest of what each table was loaded from.
public struct FactsLoader {
  private let folder: URL
  private let schema: String

  /// - Parameter schema: where the tables go; created when it is missing.
  public init(folder: URL, schema: String = "raw") {
    self.folder = folder
    self.schema = schema
  }

  /// Loads what changed since the last time in one transaction.
  ///
  /// - Throws: `FactsError` for a missing, truncated or damaged file, a wrong header, a row that the table refuses, a
  ///   duplicate key, and a table that does not meet its control totals; `PostgresError` for everything that is not
  ///   the files' fault. Nothing is loaded then.
  public func load(into connection: Connection) throws -> FactsReport {
    let manifest = try FactsManifest(folder: folder)
    let tables = try script("tables.sql")
    let keys = try script("keys.sql")
    let definition = SHA256.hex(tables + keys)
    return try connection.transaction {
      let store = FactsStore(connection: connection, schema: schema)
      try store.prepare()
      if try !store.isDefined(by: definition) {
        try store.define(tables)
        try store.remember(definition)
      }
      var report: [FactsReport.Table] = []
      for table in manifest.tables {
        let outcome = try load(table, into: store)
        report.append(
          FactsReport.Table(name: table.table, file: table.file, rows: table.rows, outcome: outcome))
      }
      if report.contains(where: { $0.outcome != .unchanged }) { try store.reference(keys, manifest) }
      return FactsReport(tables: report)
    }
  }

  private func load(
    _ table: FactsManifest.Table, into store: FactsStore
  ) throws -> FactsReport.Outcome {
    let url = folder.appending(path: table.file)
    let digest = try Self.digest(url)
    let isKnown = try store.loadedDigest(of: table.table) == digest
    if isKnown, try store.differences(from: table).isEmpty { return .unchanged }
    let loaded = FactsFile(url: url, table: table.table)
    try loaded.copy(into: store)
    if let difference = try store.differences(from: table).first {
      throw FactsError(difference, file: url.relativePath, table: table.table)
    }
    guard digest == table.sha256 else {
      throw FactsError(
        "SHA-256 is \(digest), not the manifest's \(table.sha256)", file: url.relativePath, table: table.table)
    }
    try store.remember(table, digest: digest)
    return isKnown ? .restored : .loaded
  }

  private func script(_ name: String) throws -> String {
    let url = folder.appending(path: name)
    let text: String
    do {
      text = try String(contentsOf: url, encoding: .utf8)
    } catch {
      throw FactsError("the file cannot be read: \(error.localizedDescription)", file: url.relativePath)
    }
    do {
      return try SQLTemplate(text: text).filled(["schema": Connection.quoteIdentifier(schema)])
    } catch {
      throw FactsError(error.description, file: url.relativePath)
    }
  }

  private static func digest(_ url: URL) throws(FactsError) -> String {
    do {
      return SHA256.hex([UInt8](try Data(contentsOf: url, options: .mappedIfSafe)))
    } catch {
      throw FactsError("the file cannot be read: \(error.localizedDescription)", file: url.relativePath)
    }
  }
}
