import Foundation

/// aiosmtpd on loopback with certificates of its own; ends with the object.
final class MailServer {
  let port: Int
  private let process = Process()
  private let input = Pipe()
  let folder: String

  /// One mail that the server took.
  struct Received: Decodable, Equatable {
    let recipient: String
    let sha256: String
    let tls: Bool
  }

  static var python: String {
    ProcessInfo.processInfo.environment["FORECASTPACK_TEST_PYTHON"]
      ?? Samples.root.appending(path: ".forecastpack/test/bin/python").path
  }

  /// - Parameter certificate: PEM files of a certificate and its key; nil offers no STARTTLS.
  init(folder: String, certificate: (String, String)?, _ options: [String] = []) throws {
    self.folder = folder
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let output = Pipe()
    process.executableURL = URL(filePath: Self.python)
    let tls = certificate.map { ["--certificate", $0.0, "--key", $0.1] } ?? []
    process.arguments =
      [Samples.root.appending(path: "Tests/DeliveryTests/Python/mail_server.py").path, folder] + tls + options
    process.standardInput = input
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
    guard let port = Int(line.split(separator: "\n").first ?? "") else { throw CocoaError(.executableLoad) }
    self.port = port
  }

  func stop() {
    guard process.isRunning else { return }
    // The threads of tests have SIGTERM blocked, and so has what they start.
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

  deinit { stop() }

  /// What it took so far, in order.
  var received: [Received] {
    let log = (try? String(contentsOfFile: "\(folder)/received.jsonl", encoding: .utf8)) ?? ""
    return log.split(separator: "\n").compactMap {
      try? JSONDecoder().decode(Received.self, from: Data($0.utf8))
    }
  }

  /// How often somebody offered it a password.
  var signIns: Int {
    (try? String(contentsOfFile: "\(folder)/signed-in", encoding: .utf8))?.count ?? 0
  }

  /// A certificate for `name` and IPv4 addresses that signs itself, and its key.
  static func certificate(
    _ name: String, addresses: [String] = [], in folder: String
  ) throws -> (String, String) {
    let (certificate, key) = ("\(folder)/\(name).pem", "\(folder)/\(name).key")
    let process = try Process.run(
      URL(filePath: "/usr/bin/openssl"),
      arguments: [
        "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=\(name)", "-addext",
        "subjectAltName=\((["DNS:\(name)"] + addresses.map { "IP:\($0)" }).joined(separator: ","))", "-keyout",
        key, "-out", certificate, "-batch",
      ])
    process.waitUntilExit()
    return (certificate, key)
  }
}
