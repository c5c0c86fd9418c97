import Foundation
import Postgres
import TestSupport
import Testing

@testable import Warehouse

/// Migrations run once, in order, and are held to what they said.
@Suite struct MigrationTests {
  /// A folder of SQL of its own.
  private final class Folder {
    let url: URL

    init() throws {
      url = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
      try FileManager.default.createDirectory(
        at: url.appendingPathComponent("migrations"), withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    func write(_ name: String, _ text: String) throws {
      try text.write(
        to: url.appendingPathComponent("migrations/\(name).sql"), atomically: true, encoding: .utf8)
    }

    func remove(_ name: String) throws {
      try FileManager.default.removeItem(at: url.appendingPathComponent("migrations/\(name).sql"))
    }
  }

  private let folder: Folder
  private let database: TestDatabase

  init() throws {
    folder = try Folder()
    database = try TestDatabase()
    try folder.write("0001_first", "create table {{schema}}.first (id integer);")
  }

  private func run(schema: String = "ml") throws -> [String] {
    try MigrationRunner(connection: database.connection, schema: schema, folder: folder.url).run()
  }

  @Test func eachRunsOnceInOrder() throws {
    try folder.write("0002_second", "alter table {{schema}}.first add name text;")
    #expect(try run() == ["0001_first", "0002_second"])
    #expect(try run() == [])
    try folder.write("0003_third", "alter table {{schema}}.first drop name;")
    #expect(try run() == ["0003_third"])
  }

  @Test func aChangedOneIsNamed() throws {
    _ = try run()
    try folder.write("0001_first", "create table {{schema}}.first (id bigint);")
    #expect(throws: MigrationError.changed(name: "0001_first", domain: nil)) { try run() }
  }

  /// An older program on a newer schema must not touch it, nor say that a file was lost.
  @Test func aNewerOneIsRefused() throws {
    try folder.write("0002_second", "select 1;")
    _ = try run()
    try folder.remove("0002_second")
    let error = #expect(throws: MigrationError.newer(names: ["0002_second"])) { try run() }
    #expect(error?.description.contains("by a newer version of ForecastPack (it has 0002_second)") == true)
  }

  @Test func aMissingOneIsNamed() throws {
    try folder.write("0002_second", "select 1;")
    _ = try run()
    try folder.remove("0001_first")
    #expect(throws: MigrationError.missing(name: "0001_first", domain: nil)) { try run() }
  }

  @Test func oneThatComesTooLateIsNamed() throws {
    try folder.write("0003_third", "select 1;")
    _ = try run()
    try folder.write("0002_second", "select 1;")
    #expect(throws: MigrationError.outOfOrder(name: "0002_second", after: "0003_third", domain: nil)) {
      try run()
    }
  }

  @Test func aFailingOneLeavesNothingBehind() throws {
    try folder.write("0002_second", "create table {{schema}}.first (id integer);")
    let error = #expect(throws: MigrationError.self) { try run() }
    guard case .failed("0002_second", nil, let reason) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(reason.contains("42P07"))
    #expect(try database.connection.query("select to_regnamespace('ml') is null")[0][0] == "t")
  }

  @Test func anUnknownPlaceholderIsNamed() throws {
    try folder.write("0002_second", "select {{nothing}};")
    let error = #expect(throws: MigrationError.self) { try run() }
    #expect(error?.description.contains("{{nothing}}") == true)
  }

  @Test func twoAtOnceDoTheWorkOnce() async throws {
    try folder.write("0002_second", "select pg_sleep(0.2); create table {{schema}}.second (id integer);")
    let (dsn, url) = (database.connectionString, folder.url)
    let names = try await withThrowingTaskGroup(of: [String].self) { group in
      for _ in 0..<3 {
        group.addTask { try MigrationRunner(connection: Connection(dsn), schema: "ml", folder: url).run() }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    #expect(names.sorted() == ["0001_first", "0002_second"])
  }

  @Test func aSchemaMayHaveAnyName() throws {
    #expect(try run(schema: "My \"own\" schema") == ["0001_first"])
    #expect(try run(schema: "My \"own\" schema") == [])
  }
}
