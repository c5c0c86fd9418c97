import Foundation
import Testing

/// What Airflow makes of the DAG when it imports it.
@Suite struct DAGTests {
  private static let folder = Sandbox.packageRoot.appendingPathComponent(".forecastpack/airflow/bin")
  private static let dags = Sandbox.packageRoot.appendingPathComponent("orchestration/airflow/dags")
  private static let scripts = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Orchestration")

  private struct Graph: Decodable {
    let errors: [String: String]
    let warnings: [String]
    let edges: [String: [String]]
    let undocumented: [String]
    let unpooled: [String]
  }

  @Test func theDAGIsImportedWithoutErrorsAndEveryTaskIsDocumented() throws {
    let home = FileManager.default.temporaryDirectory.appendingPathComponent("airflow-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: home) }
    let outcome = try Outcome.of(
      [
        Self.folder.appendingPathComponent("python").path,
        Self.scripts.appendingPathComponent("import_check.py").path, Self.dags.path,
      ], in: home, environment: ["AIRFLOW_HOME": home.path, "AIRFLOW__CORE__LOAD_EXAMPLES": "False"])
    try #require(outcome.status == 0, "\(outcome.errors)")
    let line = try #require(outcome.output.split(separator: "\n").last)
    let graph = try JSONDecoder().decode(Graph.self, from: Data(line.utf8))
    #expect(graph.errors.isEmpty)
    #expect(graph.warnings.isEmpty)
    #expect(graph.undocumented.isEmpty)
    #expect(graph.unpooled.isEmpty)
    // The order of the month's work; what crosses shards comes after all of them.
    #expect(graph.edges["migrate"] == ["build"])
    #expect(graph.edges["build"] == ["shards"])
    for domain in ["sales", "inventory", "profit"] {
      #expect(graph.edges["train.\(domain)"] == ["predict.inventory", "predict.profit", "predict.sales"])
      #expect(graph.edges["predict.\(domain)"] == ["reduce"])
    }
    #expect(graph.edges["reduce"] == ["publish"])
    #expect(graph.edges["publish"] == ["refresh", "render", "track"])
    #expect(graph.edges["render"] == ["send"])
  }
}
