import Foundation
import HTTP
import Postgres
import TestSupport
import Testing

@testable import Tracking

/// A real MLflow in every kind of trouble: each is said so that it can be mended, the record stays, and once the trouble
/// is over it is delivered. One server of its own, so one test after the other.
@Suite(.serialized) struct TroubledServerTests {
  private let database: TestDatabase
  private let queue: TrackingQueue

  private static let server = Result { try TestMLflow.another("troubled") }

  init() throws {
    let made = try TestQueue()
    (database, queue) = (made.database, made.queue)
  }

  private func client(_ address: String, timeout: Duration = .seconds(60)) throws -> MLflowClient {
    var settings = HTTPSettings()
    settings.timeout = timeout
    return MLflowClient(try TrackingServer(uri: address, environment: [:]), settings: settings) { _ in }
  }

  private func address() throws -> String { try Self.server.get().start() }
  private static var folder: String { TestMLflow.folder("troubled") }

  /// Queues a record, breaks the server, delivers, mends it, delivers again.
  /// - Returns: what was said of the trouble.
  private func deliver(
    _ name: String, model: String? = nil, through client: MLflowClient, break trouble: () throws -> Void,
    mend: () throws -> Void
  ) throws -> String {
    try queue.add(Samples.record(name, experiment: name, model: model ?? name, kind: "naive"))
    try trouble()
    let troubled = try Result { try queue.deliver(to: client) }.get()
    try mend()
    #expect(troubled.delivered == 0 && troubled.waiting == 1)
    #expect(try queue.problems().count == 1)
    #expect(try queue.deliver(to: self.client(address())) == TrackingQueue.Report(delivered: 1))
    let held = try Held(name, models: [model ?? name], address: address())
    #expect(held.runs.count == 2 && held.runs.allSatisfy { $0["status"] as? String == "FINISHED" })
    #expect(held.file(held.run("sales 2013-11") ?? [:], "predictions/predictions.csv") != nil)
    return troubled.problem ?? ""
  }

  @Test func aServerThatHangs() throws {
    let address = try address()
    let process = try #require(
      pid_t(String(contentsOfFile: Self.folder + "/server", encoding: .utf8).split(separator: " ")[0]))
    let problem = try deliver(
      "hangs", through: client(address, timeout: .milliseconds(300)), break: { kill(-process, SIGSTOP) },
      mend: { kill(-process, SIGCONT) })
    #expect(problem.contains("GET /api/2.0/mlflow/experiments/get-by-name: \(address)"))
    #expect(problem.contains("timed out"))
  }

  @Test func aHostThatTheServerIsNotFor() throws {
    let elsewhere = try address().replacingOccurrences(of: "127.0.0.1", with: "tracking.localhost")
    let problem = try deliver("host", through: client(elsewhere), break: {}, mend: {})
    #expect(problem.contains("403") && problem.contains("Invalid Host header"))
    #expect(problem.contains("start the server with --allowed-hosts naming the host and port of \(elsewhere)"))
  }

  @Test func aStoreThatIsBroken() throws {
    let address = try address()
    func rename(_ from: String, _ to: String) throws {
      _ = try TestMLflow.python("rename_table.py", ["\(Self.folder)/mlflow.db", from, to], address: address)
    }
    let problem = try deliver(
      "store", through: client(address), break: { try rename("runs", "lost_runs") },
      mend: { try rename("lost_runs", "runs") })
    #expect(
      problem.contains("POST /api/2.0/mlflow/runs/search") && problem.contains("no such table: runs"),
      "\(problem)")
  }

  @Test func artifactsThatCannotBeWritten() throws {
    let address = try address()
    let (place, aside) = ("\(Self.folder)/mlruns", "\(Self.folder)/mlruns.aside")
    let problem = try deliver(
      "artifacts", through: client(address),
      break: {
        try FileManager.default.moveItem(atPath: place, toPath: aside)
        try Data().write(to: URL(fileURLWithPath: place))
      },
      mend: {
        try FileManager.default.removeItem(atPath: place)
        try FileManager.default.moveItem(atPath: aside, toPath: place)
      })
    #expect(problem.contains("PUT /api/2.0/mlflow-artifacts/artifacts/") && problem.contains("500"))
    #expect(problem.contains("the server cannot write its artifacts, look at its --artifacts-destination"))
  }

  /// Somebody deletes the registered model between two vintages: the next one makes it again.
  @Test func aRegisteredModelThatSomebodyDeleted() throws {
    let client = try client(address())
    try queue.add(
      Samples.record("model-1", experiment: "model", model: "gone", kind: "naive", asOf: "2013-10-01"))
    #expect(try queue.deliver(to: client).problem == nil)
    try client.send(client.delete("registered-models/delete", ["name": "gone"]))
    let registry = ModelRegistryClient(name: "gone", client: client)
    #expect(try registry.version(alias: "champion") == nil)
    try queue.add(Samples.record("model-2", experiment: "model", model: "gone", kind: "naive"))
    #expect(try queue.deliver(to: client).problem == nil)
    #expect(try registry.version(alias: "champion")?["version"].string == "1")
  }

  /// As a proxy with a limit on bodies says it, and MLflow's own app for passwords (mlflow/server/auth).
  @Test(arguments: [
    (
      413, "<html><head><title>413 Request Entity Too Large</title></head></html>",
      "takes no body of this size"
    ),
    (
      401,
      "You are not authenticated. Please see https://www.mlflow.org/docs/latest/auth/index.html on how to authenticate.",
      "set MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD, or MLFLOW_TRACKING_TOKEN"
    ), (403, "Permission denied", "the user of the credentials lacks the right"),
    (502, "<html>Bad Gateway</html>", "502"),
  ])
  func aServerThatRefuses(status: Int, body: String, expected: String) throws {
    let scripted = try ScriptedServer([.status(status, body: body)])
    let problem = try deliver(
      "status \(status)", model: "refused", through: client(scripted.url), break: {}, mend: {})
    #expect(problem.contains("\(status)") && problem.contains(expected))
    // What will not pass by itself is asked once, what may is asked four times.
    #expect(scripted.requests.count == (status == 502 ? 4 : 1))
  }
}
