import Foundation
import Postgres
import TestSupport

@testable import Warehouse

/// The bundled facts, loaded and built by dbt once for all tests of the process.
struct BuiltFacts {
  let connectionString: String
  let report: FactsReport
  let lineage: Lineage

  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  static func shared() throws -> BuiltFacts { try built.get() }

  private static let built: Result<BuiltFacts, any Error> = Result {
    let server = try TestServer.connectionString()
    try Connection(server).execute("create database built_facts template template0")
    let connectionString = "\(server) dbname=built_facts"
    let connection = try Connection(connectionString)
    let report = try FactsLoader(folder: root.appending(path: "examples/adventureworks")).load(into: connection)
    return BuiltFacts(
      connectionString: connectionString, report: report,
      lineage: try build(on: connection, schema: "ml", facts: "raw"))
  }

  static func build(on connection: Connection, schema: String, facts: String) throws -> Lineage {
    let target = FileManager.default.temporaryDirectory.appending(path: "dbt-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: target) }
    return try DbtRunner(
      executable: DbtRunner.locate(under: root), project: root.appending(path: "sql"), target: target,
      environment: DbtRunner.environment(for: connection, schema: schema, facts: facts)
    ).build()
  }
}
