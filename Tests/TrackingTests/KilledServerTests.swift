import Foundation
import HTTP
import Postgres
import TestSupport
import Testing

@testable import Tracking

/// A server that dies in the middle of deliveries.
@Suite struct KilledServerTests {
  private let database: TestDatabase
  private let queue: TrackingQueue

  init() throws {
    let made = try TestQueue()
    (database, queue) = (made.database, made.queue)
  }

  private func record(_ number: Int) throws -> TrackingRecord {
    var record = try Samples.record(
      "killed-\(number)", experiment: "killed", model: "killed", kind: "naive",
      asOf: "20\(10 + number / 12)-\(number % 12 < 9 ? "0" : "")\(number % 12 + 1)-01")
    record.parent.name = "vintage \(number)"
    record.children[0].name = "sales \(number)"
    record.children[0].metrics = (1...12).map {
      TrackedRun.Metric("leaf/wape", Double(number) + Double($0) / 10, step: $0)
    }
    return record
  }

  @Test func everyRunIsThereOnceAndComplete() throws {
    let records = try (0..<20).map(record)
    for record in records { try queue.add(record) }
    let server = try TestMLflow.another("killed")
    defer { server.stop(signal: SIGKILL) }
    var settings = HTTPSettings()
    settings.attempts = 1
    // Milliseconds until each kill, from a fixed seed; the last deliveries are left in peace.
    var seed: UInt64 = 20_131_101
    let kills = (0..<10).map { _ -> UInt32 in
      seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return 100 + UInt32(seed >> 33) % 1_400
    }
    var interrupted = 0
    for kill in kills.map(Optional.some) + [nil] {
      let client = MLflowClient(try TrackingServer(uri: server.start(), environment: [:]), settings: settings)
      let killer = kill.map { milliseconds in
        Thread {
          usleep(milliseconds * 1000)
          server.stop(signal: SIGKILL)
        }
      }
      killer?.start()
      let report = try queue.deliver(to: client)
      if report.problem != nil { interrupted += 1 }
      while killer?.isFinished == false { usleep(20_000) }
    }
    #expect(try queue.waiting() == 0)
    #expect(interrupted >= 5, "few kills came while something was delivered")

    let held = try Held("killed", models: ["killed"], address: server.start())
    let expected = records.flatMap { [$0.parent.name, $0.children[0].name] }.sorted()
    #expect(held.runs.map { $0["name"] as? String ?? "" }.sorted() == expected)
    #expect(held.models.count == 20 && held.versions.count == 20)
    for record in records {
      let child = try #require(held.run(record.children[0].name))
      let parent = try #require(held.run(record.parent.name))
      #expect(child["status"] as? String == "FINISHED" && parent["status"] as? String == "FINISHED")
      #expect((child["tags"] as? [String: String])?["mlflow.parentRunId"] == parent["run_id"] as? String)
      #expect(child["params"] as? [String: String] == record.children[0].parameters)
      let points = (child["metrics"] as? [String: [[Any]]])?["leaf/wape"]?.map { $0[1] as? String ?? "" }
      #expect(points == record.children[0].metrics.map { "\($0.value)" })
      #expect((child["inputs"] as? [Any])?.count == 1 && (child["outputs"] as? [Any])?.count == 1)
      #expect(held.file(child, "predictions/predictions.csv") == "month,value\n2013-12-01,1.5\n")
      #expect(held.file(parent, "pack/manifest.json") == #"{"pack":"ü"}"#)
    }
    #expect(held.versions.filter { $0["aliases"] as? [String] == ["champion"] }.count == 1)
  }
}
