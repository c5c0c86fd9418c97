import Foundation

/// A real SMTP server on loopback that keeps what it takes; ends with the object.
final class Mailbox {
  /// Files `0001.eml` and so on, and `received.jsonl`.
  let folder: URL
  private let server = Process()
  private let input = Pipe()
  private let port: String

  static let python =
    ProcessInfo.processInfo.environment["FORECASTPACK_TEST_PYTHON"]
    ?? Sandbox.packageRoot.appendingPathComponent(".forecastpack/test/bin/python").path

  /// - Parameter options: of `Tests/DeliveryTests/Python/mail_server.py`.
  init(_ sandbox: Sandbox, _ options: [String] = []) throws {
    folder = sandbox.root.appendingPathComponent("mailbox-\(UUID().uuidString.prefix(8))")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    let output = Pipe()
    server.executableURL = URL(fileURLWithPath: Self.python)
    server.arguments =
      [
        Sandbox.packageRoot.appendingPathComponent("Tests/DeliveryTests/Python/mail_server.py").path,
        folder.path,
      ]
      + options
    server.standardInput = input
    server.standardOutput = output
    try server.run()
    let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
    guard let port = line.split(separator: "\n").first.map(String.init) else {
      throw CocoaError(.executableLoad)
    }
    self.port = port
  }

  deinit {
    // The threads of tests have SIGTERM blocked, and so has what they start.
    kill(server.processIdentifier, SIGKILL)
    server.waitUntilExit()
  }

  /// Writes the sandbox's configuration again as `name`, its mail going through this server to one list of `recipients`, and `more` lists.
  func configure(_ sandbox: Sandbox, as name: String, recipients: [String], more: String = "") throws {
    let text = try String(contentsOf: sandbox.root.appendingPathComponent("forecastpack.yml"), encoding: .utf8)
    guard let mail = text.firstRange(of: "\nmail:") else { throw CocoaError(.formatting) }
    try
      (text[..<mail.lowerBound] + """

        mail:
          from: forecast@example.com
          allowed_domains: [example.com]
          folder: mail
          attach_up_to_kb: 5000
          smtp: {host: localhost, port: \(port), security: plain}
          lists:
            readers: {label: Readers, recipients: [\(recipients.joined(separator: ", "))]}
            \(more)

        """).write(to: sandbox.root.appendingPathComponent(name), atomically: true, encoding: .utf8)
  }

  /// How many messages each recipient has.
  func received() throws -> [String: Int] {
    let log = (try? String(contentsOf: folder.appendingPathComponent("received.jsonl"), encoding: .utf8)) ?? ""
    return log.matches(of: /"recipient": "([^"]+)"/).reduce(into: [:]) { $0[String($1.1), default: 0] += 1 }
  }

  /// The bytes of each message, in the order in which they came.
  func messages() throws -> [Data] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".eml") }.sorted()
      .map { try Data(contentsOf: folder.appendingPathComponent($0)) }
  }
}
