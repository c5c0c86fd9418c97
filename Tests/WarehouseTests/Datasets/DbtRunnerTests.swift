import Foundation
import Postgres
import TestSupport
import Testing

@testable import Warehouse

@Suite struct DbtRunnerTests {
  let folder = FileManager.default.temporaryDirectory.appending(path: "dbt-project-\(UUID().uuidString)")
  let database: TestDatabase

  init() throws {
    database = try TestDatabase()
    try FileManager.default.createDirectory(
      at: folder.appending(path: "models"), withIntermediateDirectories: true)
    try FileManager.default.copyItem(
      at: BuiltFacts.root.appending(path: "sql/profiles.yml"), to: folder.appending(path: "profiles.yml"))
    try write("dbt_project.yml", "name: small\nprofile: forecastpack\nmodel-paths: [models]\n")
  }

  private func write(_ name: String, _ text: String) throws {
    try Data(text.utf8).write(to: folder.appending(path: name))
  }

  private func runner(_ environment: [String: String] = [:]) throws -> DbtRunner {
    let database = DbtRunner.environment(for: database.connection, schema: "ml", facts: "raw")
    return DbtRunner(
      executable: try DbtRunner.locate(under: BuiltFacts.root), project: folder,
      target: folder.appending(path: "target"), environment: database.merging(environment) { $1 })
  }

  @Test func namesTheNodesThatFailAndTheirFiles() throws {
    try write("models/broken.sql", "select 1 / n as n from (values (0)) as zero (n)\n")
    try write("models/odd.sql", "select 1 as n\n")
    try write("models/wrong.sql", "select 'a' as n\n")
    try write(
      "models/models.yml",
      """
      version: 2
      models:
        - name: broken
          config: {materialized: table}
        - name: odd
          columns:
            - name: n
              data_tests:
                - accepted_values: {arguments: {values: [2], quote: false}}
        - name: wrong
          config: {materialized: table, contract: {enforced: true}}
          columns:
            - {name: n, data_type: integer}
      """)
    let error = try #require(throws: DbtError.self) { _ = try runner().build() }
    #expect(error.kind == .nodes)
    #expect(
      error.failures.map(\.node) == [
        "model.small.broken", "model.small.wrong",
        "test.small.accepted_values_odd_n__False__2." + (error.failures.last?.node.suffix(10) ?? ""),
      ])
    #expect(error.failures.map(\.file) == ["models/broken.sql", "models/wrong.sql", "models/models.yml"])
    #expect(error.failures.map(\.status) == ["error", "error", "fail"])
    #expect(error.failures[0].message.contains("division by zero"))
    #expect(error.failures[1].message.contains("contract"))
    #expect(error.description.contains("models/broken.sql: model.small.broken error:"))
  }

  @Test func saysWhatDbtSaidWhereNothingRan() throws {
    try write("models/unknown.sql", "select * from {{ ref('nowhere') }}\n")
    let error = try #require(throws: DbtError.self) { _ = try runner().build() }
    #expect(error.kind == .project)
    #expect(error.message.contains("nowhere"))
    #expect(error.failures.isEmpty)
  }

  @Test func aResultThatAnEarlierBuildLeftDoesNotPassForThisOnes() throws {
    try write("models/fine.sql", "select 1 as n\n")
    #expect(try runner().build().models.map(\.uniqueID) == ["model.small.fine"])
    let error = try #require(throws: DbtError.self) { _ = try runner(["PGDATABASE": "nowhere"]).build() }
    #expect(error.kind == .project)
    #expect(error.message.contains("database \"nowhere\" does not exist"))
  }

  @Test func namesAnExecutableThatIsNotThere() throws {
    let missing = folder.appending(path: "dbt")
    let error = try #require(throws: DbtError.self) {
      _ = try DbtRunner(executable: missing, project: folder, target: folder, environment: [:]).build()
    }
    #expect(error.kind == .executable)
    #expect(error.message.contains(missing.path))
  }

  @Test func findsTheExecutable() throws {
    let bundled = folder.appending(path: ".forecastpack/dbt/bin/dbt")
    let nowhere = ["PATH": folder.appending(path: "bin").path]
    let error = try #require(throws: DbtError.self) {
      _ = try DbtRunner.locate(under: folder, environment: nowhere)
    }
    #expect(error.message.contains("script/bootstrap"))
    try FileManager.default.createDirectory(
      at: bundled.deletingLastPathComponent(), withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(at: bundled, withDestinationURL: URL(filePath: "/bin/true"))
    #expect(try DbtRunner.locate(under: folder, environment: nowhere) == bundled)
    #expect(
      try DbtRunner.locate(under: folder, environment: ["FORECASTPACK_DBT": "/bin/sh"]).path == "/bin/sh")
    #expect(throws: DbtError.self) {
      _ = try DbtRunner.locate(under: folder, environment: ["FORECASTPACK_DBT": "/nowhere/dbt"])
    }
    #expect(
      try DbtRunner.locate(
        under: folder.appending(path: "x"),
        environment: ["PATH": "/nowhere:" + bundled.deletingLastPathComponent().path]
      )
      .path == bundled.path)
  }
}
