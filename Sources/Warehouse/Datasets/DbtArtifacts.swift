import Foundation

/// The parts of dbt's artifacts that are read here (run-results v6, manifest v12).
struct DbtArtifacts {
  let results: RunResults
  let manifest: Manifest

  struct RunResults: Decodable {
    let metadata: Metadata
    let results: [Result]

    struct Metadata: Decodable {
      let dbtVersion: String
      let invocationId: String
    }

    struct Result: Decodable {
      let uniqueId: String
      let status: String
      let message: String?
      let executionTime: Double
      let relationName: String?
      let adapterResponse: AdapterResponse
    }

    struct AdapterResponse: Decodable {
      let rowsAffected: Int?
    }
  }

  struct Manifest: Decodable {
    let nodes: [String: Node]
    let unitTests: [String: Node]?

    struct Node: Decodable {
      let originalFilePath: String
      let contract: Contract?
    }

    struct Contract: Decodable {
      let checksum: String?
    }
  }

  /// - Throws: kind `artifacts` when a file is missing or not what dbt writes.
  init(target: URL) throws(DbtError) {
    results = try Self.decode(target.appending(path: "run_results.json"))
    manifest = try Self.decode(target.appending(path: "manifest.json"))
  }

  private static func decode<Value: Decodable>(_ url: URL) throws(DbtError) -> Value {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    do {
      return try decoder.decode(Value.self, from: Data(contentsOf: url))
    } catch {
      throw DbtError(.artifacts, "\(url.path) cannot be read: \(error)")
    }
  }

  var lineage: Lineage {
    let models = results.results.filter { $0.uniqueId.hasPrefix("model.") }.map { result in
      Lineage.Model(
        uniqueID: result.uniqueId, relation: result.relationName ?? "",
        rows: result.adapterResponse.rowsAffected.flatMap { $0 < 0 ? nil : $0 },
        contractChecksum: manifest.nodes[result.uniqueId]?.contract?.checksum, duration: result.executionTime)
    }
    return Lineage(
      invocation: results.metadata.invocationId, dbtVersion: results.metadata.dbtVersion,
      models: models.sorted { $0.uniqueID < $1.uniqueID },
      passedTests: results.results.count { $0.status == "pass" })
  }

  /// Nodes that neither succeeded nor were skipped because of another.
  var failures: [DbtError.Failure] {
    results.results.filter {
      !["success", "pass", "skipped", "warn", "no-op", "partial success"].contains($0.status)
    }
    .map { result in
      let node = manifest.nodes[result.uniqueId] ?? manifest.unitTests?[result.uniqueId]
      return DbtError.Failure(
        node: result.uniqueId, status: result.status, message: result.message ?? "no message",
        file: node?.originalFilePath)
    }
    .sorted { $0.node < $1.node }
  }
}
