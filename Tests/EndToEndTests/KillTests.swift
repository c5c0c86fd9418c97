import Foundation
import TestSupport
import Testing

/// A run that is killed at any moment is finished by the next one, as if nothing had happened.
@Suite(.serialized) struct KillTests {
  private static let environment = ["SOURCE_DATE_EPOCH": "1386720000"]
  private static let run = ["run", "--skip-build", "--from", "2013-09", "--to", "2013-11"]

  /// Half of the kills at instants spread over the run, half at messages to the server, which lie on both sides of
  /// every step that the database sees.
  @Test func killsLeaveWhatAnUndisturbedRunLeaves() throws {
    let sandbox = try Sandbox()
    let base = try sandbox.dsn(database: "base")
    _ = try sandbox.query("create database base", dsn: sandbox.dsn(database: "postgres"))
    for step in [["load"], ["db", "migrate"], ["build"]] {
      let outcome = try sandbox.forecastpack(step + ["--dsn", base])
      try #require(outcome.status == 0, "\(step): \(outcome.errors)")
    }

    let clock = ContinuousClock()
    let start = clock.now
    let expected = try finished(sandbox, "undisturbed")
    let duration = (clock.now - start) / .seconds(1)
    var messages = 0
    let watched = try finished(sandbox, "watched") { words in
      messages = try Trace(words, in: sandbox.root, environment: Self.environment, call: "sendto").calls.count
    }
    try #require(watched == expected && messages > 100)

    var generator = SplitMix(seed: Effort.seed)
    for attempt in 0..<Effort.kills {
      let share = (Double(attempt) + generator.fraction()) / Double(Effort.kills)
      let message = 1 + Int(share * Double(messages))
      let instant = share * duration
      let isMessage = attempt % 2 == 1
      let found = try finished(sandbox, "killed_\(attempt)") { words in
        if isMessage {
          let trace = try Trace(
            words, in: sandbox.root, environment: Self.environment, call: "sendto", fault: "signal=SIGKILL",
            number: message)
          #expect(
            trace.wasInjected || message > messages - 20, "message \(message) of \(messages) was not sent")
        } else {
          _ = try Outcome.of(words, in: sandbox.root, environment: Self.environment) { process in
            Thread.sleep(forTimeInterval: instant)
            Foundation.kill(process.processIdentifier, SIGKILL)
          }
        }
      }
      let place =
        isMessage ? "killed at message \(message) of \(messages)" : "killed after \(instant) s of \(duration)"
      #expect(found.tables == expected.tables, "\(place)")
      #expect(found.files == expected.files, "\(place)")
    }
  }

  /// A fresh copy of the built database, a run that `disturbed` starts and ends, and a run to the end.
  private func finished(_ sandbox: Sandbox, _ name: String, disturbed: (([String]) throws -> Void)? = nil)
    throws
    -> Fingerprint
  {
    let dsn = try sandbox.dsn(database: name)
    let administration = try sandbox.dsn(database: "postgres")
    _ = try sandbox.query("create database \(name) template base", dsn: administration)
    let packs = sandbox.root.appendingPathComponent("packs")
    try? FileManager.default.removeItem(at: packs)
    let words = [Sandbox.executable.path] + Self.run + ["--dsn", dsn]
    try disturbed?(words)
    // The server needs a moment to notice that the killed session is gone; until then the lock is held.
    var outcome = try Outcome.of(words, in: sandbox.root, environment: Self.environment)
    for _ in 0..<100 where outcome.status == 75 {
      Thread.sleep(forTimeInterval: 0.1)
      outcome = try Outcome.of(words, in: sandbox.root, environment: Self.environment)
    }
    try #require(outcome.status == 0, "\(outcome.errors)")
    let fingerprint = try Fingerprint(sandbox, dsn: dsn)
    _ = try sandbox.query("drop database \(name)", dsn: administration)
    return fingerprint
  }
}
