import Domains
import Foundation
import Postgres
import TestSupport
import Testing
import Warehouse

@testable import Delivery

/// The model's tables and columns are the database's, of a real server on which the store is laid down, and those of
/// the files and the workbook that stand in for it.
@Suite struct DatabaseTests {
  private let database: TestDatabase
  private let settings: PowerBISettings
  private let role: String

  /// The domains of the tests and one whose keys need quoting.
  init() throws {
    database = try TestDatabase()
    role = "reader_of_\(database.name)"
    var settings = Samples.plain
    let keys = ["product \"line\"", "bad]name", "two\nlines", "クラス", "Region", "'\u{301}x"]
    settings.domains.append(
      Samples.subject(
        "a_b", "Odd", keys, .stock, .lower, [Domain.Level(name: "total", keys: [])], .amount(2.5), decimals: 6))
    self.settings = settings
    let sql = Samples.root.appending(path: "sql")
    _ = try MigrationRunner(connection: database.connection, schema: "ml", folder: sql).run()
    _ = try DomainInstaller(connection: database.connection, schema: "ml", folder: sql).install(
      settings.domains.map {
        DomainSettings(domain: $0.domain, horizons: settings.horizons, hitTolerance: .fraction(0.1))
      }, fiscalYearStartMonth: 1, accuracyWindows: [12, 0])
    try RoleInstaller(connection: database.connection, schema: "ml").install(
      role, domains: settings.domains.map(\.domain))
  }

  private func columns(of table: String) throws -> [String: String] {
    let rows = try database.connection.query(
      "select column_name, data_type from information_schema.columns where table_schema = 'ml' and table_name = $1",
      [table])
    return Dictionary(uniqueKeysWithValues: rows.map { ($0["column_name"] ?? "", $0["data_type"] ?? "") })
  }

  /// What the model leaves out: the number of a series, for which its keys stand, and parts of findings.
  private static let omitted: Set<String> = ["series_id"]
  private static let omittedFindings: Set<String> = ["keys", "as_of_month", "is_latest"]

  @Test func tablesAndColumnsAreTheDatabases() throws {
    let model = try Samples.project(settings).model
    let tables = model.tables.filter { $0.source != nil }
    #expect(tables.count == 3 * settings.domains.count + 2)
    for table in tables {
      let source = try #require(table.source)
      var stored = try columns(of: source)
      for column in table.columns {
        guard let name = column.source else { continue }
        let found = stored.removeValue(forKey: name)
        let type = try #require(found, "\(source).\(name)")
        #expect(column.type.postgres.contains(type), "\(source).\(name) is \(type)")
      }
      let omitted = source == "data_quality" ? Self.omittedFindings : Self.omitted
      #expect(Set(stored.keys).isSubset(of: omitted), "\(source) has more: \(stored.keys.sorted())")
    }
  }

  /// Each table is read with the columns that its query names, as the reader role does.
  @Test func theReaderRoleMayReadEveryTable() throws {
    defer { try? database.connection.execute("reset role; drop owned by \(role); drop role \(role)") }
    let model = try Samples.project(settings).model
    try database.connection.execute("set role \(role)")
    for table in model.tables {
      guard let source = table.source else { continue }
      let names = table.columns.compactMap(\.source).map { Connection.quoteIdentifier($0) }
      _ = try database.connection.query(
        "select \(names.joined(separator: ", ")) from ml.\(Connection.quoteIdentifier(source))")
    }
  }

  /// The names in `SourceTable("…", {"…"})` of each query, read back by the rules of M, are the database's.
  @Test func queriesAskForWhatIsThere() throws {
    for table in try Samples.project(settings).model.tables {
      for line in table.query where line.contains("SourceTable(") {
        for call in line.split(separator: "SourceTable(").dropFirst() {
          let literals = Self.literals(String(call.prefix { $0 != "}" }))
          let stored = try columns(of: try #require(literals.first))
          #expect(!stored.isEmpty, "no table \(literals[0])")
          for name in literals.dropFirst() { #expect(stored[name] != nil, "\(literals[0]).\(name)") }
        }
      }
    }
  }

  /// Both stand-ins know every table of the model that they can have, by the names that the workbook gives them.
  @Test func theFallbacksServeEveryTable() throws {
    let project = try Samples.project(settings)
    let workbook = try #require(project.files.first { $0.path == "fallback/SourceTable.workbook.pq" }).text
    let csv = try #require(project.files.first { $0.path == "fallback/SourceTable.csv.pq" }).text
    for source in project.model.tables.compactMap(\.source) {
      let isNamed = workbook.contains("\(source) = \"") || workbook.contains("tableName = \"\(source)\"")
      #expect(isNamed, "\(source)")
    }
    #expect(csv.contains("tableName & \".csv\""))
    // The same arguments and the same result as the body that they stand in for.
    let body = try Samples.templates().query("SourceTable.postgres")
    let code = { (text: String) in text.split(separator: "\n").filter { !$0.hasPrefix("//") } }
    #expect(code(workbook).first == Substring(body[0]) && code(csv).first == Substring(body[0]))
  }

  /// The text literals of a piece of M, in order.
  private static func literals(_ text: String) -> [String] {
    var literals: [String] = []
    var current: String?
    let scalars = Array(text.unicodeScalars)
    var index = 0
    while index < scalars.count {
      let isQuote = scalars[index] == "\""
      if isQuote, current != nil, index + 1 < scalars.count, scalars[index + 1] == "\"" {
        current?.unicodeScalars.append(contentsOf: ["\"", "\""])
        index += 1
      } else if isQuote, let literal = current {
        if let read = Readers.powerQuery(literal + "\"") { literals.append(read) }
        current = nil
      } else if isQuote {
        current = "\""
      } else {
        current?.unicodeScalars.append(scalars[index])
      }
      index += 1
    }
    return literals
  }
}
