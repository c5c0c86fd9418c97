import Foundation
import TestSupport
import Testing

/// A run that is killed at any moment is finished by the next one, as if nothing had happened.
@Suite(.serialized) struct KillTests {
  private static let environment = ["SOURCE_DATE_EPOCH": "1386720000"]
  private static let run = ["run", "--skip-build", "--from", "2013-09", "--to", "2013-11"]

  @Test func tenKillsLeaveWhatAnUndisturbedRunLeaves() throws {
    let sandbox = try Sandbox()
    let base = try sandbox.dsn(database: "base")
    _ = try sandbox.query("create database base", dsn: sandbox.dsn(database: "postgres"))
    for step in [["load"], ["db", "migrate"], ["build"]] {
      let outcome = try sandbox.forecastpack(step + ["--dsn", base])
      try #require(outcome.status == 0, "\(step): \(outcome.errors)")
    }

    let clock = ContinuousClock()
    let start = clock.now
    let expected = try finished(sandbox, "undisturbed", kill: nil)
    let duration = (clock.now - start) / .seconds(1)
    // Ten instants, spread over the run, at places that a seed decides.
    var generator = SplitMix(seed: 20_131_130)
    for attempt in 0..<10 {
      let instant = duration * (Double(attempt) + generator.fraction()) / 10
      let found = try finished(sandbox, "killed_\(attempt)", kill: instant)
      #expect(found.tables == expected.tables, "killed after \(instant) s of \(duration)")
      #expect(found.files == expected.files, "killed after \(instant) s of \(duration)")
    }
  }

  /// A fresh copy of the built database, a run that is killed after `kill` seconds, and a run to the end.
  private func finished(_ sandbox: Sandbox, _ name: String, kill: Double?) throws -> Fingerprint {
    let dsn = try sandbox.dsn(database: name)
    let administration = try sandbox.dsn(database: "postgres")
    _ = try sandbox.query("create database \(name) template base", dsn: administration)
    let packs = sandbox.root.appendingPathComponent("packs")
    try? FileManager.default.removeItem(at: packs)
    let words = [Sandbox.executable.path] + Self.run + ["--dsn", dsn]
    if let kill {
      _ = try Outcome.of(words, in: sandbox.root, environment: Self.environment) { process in
        Thread.sleep(forTimeInterval: kill)
        Foundation.kill(process.processIdentifier, SIGKILL)
      }
    }
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
