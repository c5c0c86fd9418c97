import Foundation
import Tracking

/// One private MLflow server for all tests of a process, stopped and removed at its end, and MLflow's own Python client
/// to read it with.
enum TestMLflow {
  static let project = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../..").standardizedFileURL.path

  static func client() throws -> MLflowClient {
    MLflowClient(try TrackingServer(uri: try address(), environment: [:]))
  }

  static func address() throws -> String { try shared.get().address }

  static func program() throws -> String {
    try MLflowProgram.find(root: project, environment: ProcessInfo.processInfo.environment)
  }

  /// A server of its own, for tests that stop it.
  static func another(_ name: String) throws -> LocalTrackingServer {
    LocalTrackingServer(folder: folder(name), program: try program())
  }

  static func folder(_ name: String) -> String { "\(root)/\(getpid())/\(name)" }

  private static let root = "/tmp/forecastpack-mlflow-tests-\(getuid())"

  private static let shared: Result<(server: LocalTrackingServer, address: String), any Error> = Result {
    clearAfterTheDead()
    let server = try another("shared")
    let address = try server.start()
    atexit { TestMLflow.remove(getpid()) }
    return (server, address)
  }

  private static func clearAfterTheDead() {
    for name in (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? [] {
      if let number = pid_t(name), kill(number, 0) != 0, errno == ESRCH { remove(number) }
    }
  }

  private static func remove(_ process: pid_t) {
    let folder = "\(root)/\(process)"
    for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] {
      LocalTrackingServer(folder: "\(folder)/\(name)", program: "").stop(signal: SIGKILL)
    }
    try? FileManager.default.removeItem(atPath: folder)
  }

  /// Runs a script of `Python/` beside these tests with MLflow's Python; its standard output as JSON.
  static func python(_ script: String, _ arguments: [String], address: String? = nil) throws -> Any {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try program()).deletingLastPathComponent()
      .appendingPathComponent("python")
    process.arguments = ["\(project)/Tests/TrackingTests/Python/\(script)"] + arguments
    process.environment = ProcessInfo.processInfo.environment.merging(
      ["MLFLOW_TRACKING_URI": try address ?? self.address(), "MLFLOW_DISABLE_TELEMETRY": "true"]
    ) { $1 }
    let output = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: output) }
    let errors = output.appendingPathExtension("err")
    defer { try? FileManager.default.removeItem(at: errors) }
    for file in [output, errors] { try Data().write(to: file) }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: errors)
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw Failed(description: String(decoding: try Data(contentsOf: errors), as: UTF8.self))
    }
    return try JSONSerialization.jsonObject(with: Data(contentsOf: output), options: .fragmentsAllowed)
  }

  struct Failed: Error, CustomStringConvertible { let description: String }
}
