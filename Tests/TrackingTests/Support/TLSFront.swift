import Foundation
import TestSupport

/// TLS in front of a server on loopback; ends with the object.
final class TLSFront {
  let port: Int
  private let process = Process()
  private let input = Pipe()

  /// - Parameter address: of the server behind it, `http://127.0.0.1:5000`.
  init(_ pair: TestCertificates.Pair, before address: String) throws {
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: try TestMLflow.program()).deletingLastPathComponent()
      .appendingPathComponent("python")
    process.arguments = [
      "\(TestMLflow.project)/Tests/TrackingTests/Python/tls_front.py", pair.certificate, pair.key,
      String(address.split(separator: ":").last ?? ""),
    ]
    process.standardInput = input
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
    guard let port = Int(line.split(separator: "\n").first ?? "") else { throw CocoaError(.executableLoad) }
    self.port = port
  }

  deinit {
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }
}
