import Foundation
import HTTP
import Postgres
import TestSupport
import Testing
import Warehouse

@testable import Tracking

/// A real MLflow behind TLS, with certificates that must be taken or refused.
@Suite struct EncryptedServerTests {
  /// What is refused stays in the queue with the reason; with the right certificate it is delivered.
  @Test func onlyTheRightCertificateIsTaken() throws {
    let database = try TestDatabase()
    let sql = URL(fileURLWithPath: TestMLflow.project).appendingPathComponent("sql")
    _ = try MigrationRunner(connection: database.connection, schema: "ml", folder: sql).run()
    let queue = TrackingQueue(connection: database.connection, schema: "ml")
    try queue.add(Samples.record("encrypted", experiment: "encrypted", model: "encrypted", kind: "naive"))
    let certificates = try TestCertificates()
    let environment = [
      "MLFLOW_TRACKING_SERVER_CERT_PATH": certificates.authority, "MLFLOW_TRACKING_TOKEN": "t0ken-s3cret",
    ]
    var settings = HTTPSettings()
    settings.attempts = 1
    for (kind, words) in [
      (TestCertificates.Kind.wrong, "matches target host name"), (.expired, "certificate has expired"),
      (.selfSigned, "self-signed certificate"), (.right, nil),
    ] {
      let front = try TLSFront(certificates.make(kind), before: TestMLflow.address())
      let server = try TrackingServer(uri: "https://localhost:\(front.port)", environment: environment)
      let report = try queue.deliver(to: MLflowClient(server, settings: settings))
      guard let words else {
        #expect(report == TrackingQueue.Report(delivered: 1))
        continue
      }
      #expect(report.delivered == 0 && report.waiting == 1)
      #expect(report.problem?.contains(words) == true, "\(kind) \(report.problem ?? "")")
      #expect(report.problem?.contains("s3cret") == false)
    }
    let held = try Held("encrypted", models: ["encrypted"])
    #expect(held.runs.count == 2 && held.runs.allSatisfy { $0["status"] as? String == "FINISHED" })
  }
}
