import Foundation

/// How a program ended and what it said.
struct Outcome: Sendable {
  /// The exit code; 128 and the signal for a killed program.
  let status: Int32
  let output: String
  let errors: String

  /// Starts `words` in `folder` and waits. `whileRunning` may stop it before.
  static func of(
    _ words: [String], in folder: URL, environment: [String: String] = [:],
    whileRunning: (Process) -> Void = { _ in }
  ) throws -> Outcome {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = words
    process.currentDirectoryURL = folder
    process.environment = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("PG") }
      .merging(environment) { $1 }
    // Files, not pipes: a server that stays behind would keep a pipe open.
    let output = folder.appendingPathComponent("out-\(UUID().uuidString)")
    let errors = folder.appendingPathComponent("err-\(UUID().uuidString)")
    for file in [output, errors] { _ = FileManager.default.createFile(atPath: file.path, contents: nil) }
    defer { for file in [output, errors] { try? FileManager.default.removeItem(at: file) } }
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: errors)
    process.standardInput = FileHandle.nullDevice
    try process.run()
    whileRunning(process)
    process.waitUntilExit()
    return Outcome(
      status: process.terminationReason == .uncaughtSignal
        ? 128 + process.terminationStatus : process.terminationStatus,
      output: try String(contentsOf: output, encoding: .utf8),
      errors: try String(contentsOf: errors, encoding: .utf8))
  }
}
