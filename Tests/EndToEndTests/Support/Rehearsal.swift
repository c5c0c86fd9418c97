import Foundation
import Testing

/// A server of its own with the demo's datasets built in a database `base`: runs are tried on copies of it, each
/// disturbed in some way and then finished.
struct Rehearsal: Sendable {
  let sandbox: Sandbox

  static let environment = ["SOURCE_DATE_EPOCH": "1386720000"]

  init() throws {
    sandbox = try Sandbox()
    let base = try sandbox.dsn(database: "base")
    try administer("create database base")
    for step in [["load"], ["db", "migrate"], ["build"]] {
      let outcome = try sandbox.forecastpack(step + ["--dsn", base])
      try #require(outcome.status == 0, "\(step): \(outcome.errors)")
    }
  }

  /// A fresh copy of the built database. Returns what reaches it.
  func copy(_ name: String) throws -> String {
    try administer("create database \(name) template base")
    return try sandbox.dsn(database: name)
  }

  func drop(_ name: String) throws { try administer("drop database \(name) with (force)") }

  func administer(_ sql: String) throws {
    _ = try sandbox.query(sql, dsn: sandbox.dsn(database: "postgres"))
  }

  /// The words of a command on a database.
  func words(_ command: [String], _ dsn: String) -> [String] {
    [Sandbox.executable.path] + command + ["--dsn", dsn]
  }

  func run(_ words: [String], whileRunning: (Process) -> Void = { _ in }) throws -> Outcome {
    try Outcome.of(words, in: sandbox.root, environment: Self.environment, whileRunning: whileRunning)
  }

  /// A command that `disturbed` starts and ends on a copy, then the same to its end: what it leaves.
  func finished(_ name: String, _ command: [String], disturbed: (([String], String) throws -> Void)? = nil)
    throws -> Fingerprint
  {
    let dsn = try copy(name)
    try? FileManager.default.removeItem(at: sandbox.root.appendingPathComponent("packs"))
    let words = words(command, dsn)
    try disturbed?(words, dsn)
    // The server needs a moment to notice that a killed session is gone; until then the lock is held.
    var outcome = try run(words)
    for _ in 0..<100 where outcome.status == 75 {
      Thread.sleep(forTimeInterval: 0.1)
      outcome = try run(words)
    }
    try #require(outcome.status == 0, "\(outcome.errors)")
    let fingerprint = try Fingerprint(sandbox, dsn: dsn)
    try drop(name)
    return fingerprint
  }
}
