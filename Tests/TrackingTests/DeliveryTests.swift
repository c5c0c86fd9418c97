import Foundation
import Postgres
import TestSupport
import Testing

@testable import Tracking

/// Deliveries to a real MLflow, read back with MLflow's own client.
@Suite struct DeliveryTests {
  private let database: TestDatabase
  private let queue: TrackingQueue

  init() throws {
    let made = try TestQueue()
    (database, queue) = (made.database, made.queue)
  }

  @Test func mlflowHoldsAllOfARecord() throws {
    let experiment = "all of a record"
    let record = try Samples.record("delivery-1", experiment: experiment, model: "all")
    #expect(try queue.add(record))
    #expect(try !queue.add(record))

    let report = try queue.deliver(to: TestMLflow.client())
    #expect(report == TrackingQueue.Report(delivered: 1))

    let held = try Held(experiment, models: ["all"])
    #expect(held.runs.count == 2)
    let child = try #require(held.run("sales 2013-11"))
    let parent = try #require(held.run("2013-11 delivery-1"))
    #expect(child["status"] as? String == "FINISHED")
    #expect(child["start"] as? Int64 == 1_400_000_000_000)
    #expect(child["end"] as? Int64 == 1_400_000_050_000)
    #expect(child["params"] as? [String: String] == record.children[0].parameters)
    let tags = try #require(child["tags"] as? [String: String])
    #expect(tags["mlflow.parentRunId"] == parent["run_id"] as? String)
    let metrics = try #require(child["metrics"] as? [String: [[Any]]])
    #expect(metrics.count == 101)
    for (key, points) in metrics {
      let expected = record.children[0].metrics.filter { $0.key == key }
      #expect(points.map { $0[0] as? Int } == expected.map(\.step))
      #expect(points.map { $0[1] as? String } == expected.map { $0.value.isNaN ? "nan" : "\($0.value)" })
    }
    let input = try #require((child["inputs"] as? [[String: Any]])?.first)
    #expect(input["name"] as? String == "ml.ml_train_sales_monthly")
    #expect(input["digest"] as? String == "0123456789abcdef0123456789abcdef")
    #expect((input["source"] as? String)?.contains("model.forecastpack.ml_train_sales_monthly") == true)
    #expect(input["profile"] as? String == #"{"num_rows":1234}"#)
    #expect(input["tags"] as? [String: String] == ["mlflow.data.context": "training"])
    #expect(held.file(child, "predictions/predictions.csv") == "month,value\n2013-12-01,1.5\n")
    #expect(held.file(parent, "pack/manifest.json") == #"{"pack":"ü"}"#)
    let version = try #require(held.versions.first)
    #expect(version["aliases"] as? [String] == ["champion"])
    #expect(version["run"] as? String == child["run_id"] as? String)
    #expect(child["outputs"] as? [String] == held.models.map { $0["model_id"] as? String ?? "" })
    let model = try #require(held.models.first)
    #expect(model["status"] as? String == "READY")
    #expect(model["metrics"] as? Int ?? 0 > 0)
  }

  @Test func theRegisteredModelForecastsWhatTheEngineDoes() throws {
    try queue.add(Samples.record("delivery-2", experiment: "loads", model: "loads"))
    #expect(try queue.deliver(to: TestMLflow.client()).problem == nil)
    let rows = ModelFileTests.Rows(try Samples.modelFile("linear_regression"))
    let input = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).json")
    defer { try? FileManager.default.removeItem(at: input) }
    try rows.json.write(to: input)
    let answers = try TestMLflow.python("predict.py", ["models:/loads@champion", input.path])
    try ModelFileTests.compare(#require((answers as? [[String: Any]])?.first), rows, "linear_regression")
  }

  /// Everything is sent a second time, as after a kill just before the queue was told.
  @Test func deliveringAgainChangesNothing() throws {
    let record = try Samples.record("delivery-3", experiment: "again", model: "again")
    let client = try TestMLflow.client()
    let run = try Delivery(record, client: client).deliver()
    let before = try Held("again", models: ["again"])
    #expect(try Delivery(record, client: client).deliver() == run)
    // And as after a kill before the end: the runs are there, not finished, with everything logged.
    for run in before.runs {
      try client.send(
        client.post("runs/update", ["run_id": .string(run["run_id"] as? String ?? ""), "status": "RUNNING"]))
    }
    #expect(try Delivery(record, client: client).deliver() == run)
    #expect(try Held("again", models: ["again"]).text == before.text)
  }

  @Test func aliasesDoNotGoBackAndOthersAreRespected() throws {
    let client = try TestMLflow.client()
    func deliver(_ id: String, _ asOf: String) throws {
      _ = try Delivery(
        try Samples.record(id, experiment: "aliases", model: "aliased", asOf: asOf, aliases: ["champion"]),
        client: client
      ).deliver()
    }
    let registry = ModelRegistryClient(name: "aliased", client: client)
    try deliver("a", "2013-10-01")
    try deliver("b", "2013-11-01")
    try deliver("c", "2013-09-01")
    #expect(try registry.version(alias: "champion")?["version"].string == "2")
    #expect(try registry.version(alias: "nobody") == nil)

    // Somebody registers a version of their own and names it.
    let source = try #require(try registry.version(alias: "champion")?["source"].string)
    let model = String(source.dropFirst("models:/".count))
    let body: JSON = ["name": "aliased", "source": .string(source), "model_id": .string(model)]
    let other = try client.send(client.post("model-versions/create", body))["model_version"]["version"]
    try client.send(
      client.post("registered-models/alias", ["name": "aliased", "alias": "champion", "version": other]))
    let error = #expect(throws: MLflowError.self) { try deliver("d", "2013-12-01") }
    #expect(error?.message.contains("stands on version 4, which ForecastPack did not register") == true)
  }

  @Test func aDeletedExperimentIsNamedAndTheRecordStays() throws {
    let client = try TestMLflow.client()
    let id = try Experiments(client: client).find("deleted")
    try client.send(client.post("experiments/delete", ["experiment_id": .string(id)]))
    try queue.add(Samples.record("delivery-4", experiment: "deleted"))
    let report = try queue.deliver(to: client)
    #expect(report.delivered == 0 && report.waiting == 1)
    #expect(report.problem?.contains("experiment 'deleted' (id \(id)) was deleted: restore it") == true)
    let row = try database.connection.query("select attempts, last_error from ml.tracking_queue")[0]
    #expect(row[0] == "1")
    #expect(row[1] == report.problem)
  }
}

/// What MLflow's client read.
struct Held {
  let text: String
  let runs: [[String: Any]]
  let models: [[String: Any]]
  let versions: [[String: Any]]

  init(_ experiment: String, models names: [String] = [], address: String? = nil) throws {
    let answer = try TestMLflow.python("read_back.py", [experiment] + names, address: address)
    text = String(
      decoding: try JSONSerialization.data(withJSONObject: answer, options: .sortedKeys), as: UTF8.self)
    let object = answer as? [String: [[String: Any]]] ?? [:]
    runs = object["runs"] ?? []
    models = object["models"] ?? []
    versions = object["versions"] ?? []
  }

  func run(_ name: String) -> [String: Any]? { runs.first { $0["name"] as? String == name } }

  func file(_ run: [String: Any], _ path: String) -> String? {
    guard let hex = (run["files"] as? [String: String])?[path] else { return nil }
    let digits = Array(hex)
    let bytes = stride(from: 0, to: digits.count, by: 2).compactMap {
      UInt8(String(digits[$0...($0 + 1)]), radix: 16)
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
