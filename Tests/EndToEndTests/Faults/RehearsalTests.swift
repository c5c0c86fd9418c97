import Foundation
import TestSupport
import Testing

/// What may befall a run on a real server: the server fails, or others work at the same time. On copies of
/// one built database; one test after the other, since they stop the server that they share.
@Suite(.serialized) struct RehearsalTests {
  static let rehearsal: Result<Rehearsal, any Error> = Result {
    let made = try Rehearsal()
    atexit { if case .success(let made) = RehearsalTests.rehearsal { made.sandbox.remove() } }
    return made
  }
  static let run = ["run", "--skip-build", "--as-of", "2013-11"]
  /// What an undisturbed run leaves, and how many seconds it takes.
  static let expected: Result<(Fingerprint, Double), any Error> = Result {
    let rehearsal = try RehearsalTests.rehearsal.get()
    let clock = ContinuousClock()
    let start = clock.now
    let fingerprint = try rehearsal.finished("undisturbed", RehearsalTests.run)
    return (fingerprint, (clock.now - start) / .seconds(1))
  }

  func expect(_ found: Fingerprint, _ place: String) throws {
    let (expected, _) = try Self.expected.get()
    #expect(found.tables == expected.tables, "\(place)")
    #expect(found.files == expected.files, "\(place)")
  }

  /// The postmaster dies at instants spread over a run; once the server is back, the run is made.
  @Test func theServerIsKilled() throws {
    let rehearsal = try Self.rehearsal.get()
    let (_, duration) = try Self.expected.get()
    let attempts = max(3, Effort.kills / 10)
    var generator = SplitMix(seed: Effort.seed)
    var met = 0
    for attempt in 0..<attempts {
      let instant = duration * (Double(attempt) + generator.fraction()) / Double(attempts)
      let found = try rehearsal.finished("crash_\(attempt)", Self.run) { words, _ in
        let status = try rehearsal.sandbox.forecastpack(["db", "status"]).output
        let postmaster = try #require(
          status.split(separator: ",").lazy.compactMap { part in
            part.hasPrefix(" process ") ? pid_t(part.dropFirst(9)) : nil
          }.first, "\(status)")
        let outcome = try rehearsal.run(words) { _ in
          Thread.sleep(forTimeInterval: instant)
          kill(postmaster, SIGKILL)
        }
        #expect([0, 69].contains(outcome.status), "\(outcome.errors)")
        if outcome.status != 0 { met += 1 }
        try start(rehearsal)
      }
      try expect(found, "killed after \(instant) s of \(duration)")
    }
    #expect(met > 0, "no kill met a run")
  }

  private func start(_ rehearsal: Rehearsal) throws {
    let started = try rehearsal.sandbox.forecastpack(["db", "start"])
    try #require(started.status == 0, "\(started.errors)")
  }

  /// As an administrator does it, in the middle of a run.
  @Test func theServerIsRestarted() throws {
    let rehearsal = try Self.rehearsal.get()
    let found = try rehearsal.finished("restarted", Self.run) { words, dsn in
      let outcome = try inMidCopy(rehearsal, words, dsn) { _ in
        let stopped = try rehearsal.sandbox.forecastpack(["db", "stop"])
        #expect(stopped.status == 0, "\(stopped.errors)")
        try start(rehearsal)
      }
      #expect(outcome.status == 69, "\(outcome.errors)")
    }
    try expect(found, "restarted")
  }

  @Test func aSessionIsTerminatedInMidCopy() throws {
    let rehearsal = try Self.rehearsal.get()
    let found = try rehearsal.finished("terminated", Self.run) { words, dsn in
      let outcome = try inMidCopy(rehearsal, words, dsn) { process in
        _ = try rehearsal.sandbox.query("select pg_terminate_backend(\(process))", dsn: dsn)
      }
      #expect(outcome.status == 69, "\(outcome.errors)")
      #expect(outcome.errors.contains("terminating connection"), "\(outcome.errors)")
      #expect(
        try rehearsal.sandbox.query(
          "select count(*) from ml.ml_pred_sales union all select count(*) from ml.model_fits", dsn: dsn)
          == "0\n0")
    }
    try expect(found, "terminated")
  }

  /// Runs `words` until their COPY has written to some partitions and waits for the next, which somebody else holds.
  private func inMidCopy(
    _ rehearsal: Rehearsal, _ words: [String], _ dsn: String, _ body: (String) throws -> Void
  ) throws -> Outcome {
    let sandbox = rehearsal.sandbox
    let holder = try Background(
      rehearsal.words(["db", "psql"], dsn) + [
        "--", "-qX", "-c",
        "begin; lock table ml.ml_pred_sales_3m in access exclusive mode; select pg_sleep(600)",
      ], in: sandbox.root)
    defer {
      // The server would hold the lock until the sleep is over, whoever waits for it.
      _ = try? sandbox.query(
        "select pg_terminate_backend(pid) from pg_stat_activity "
          + "where datname = current_database() and wait_event = 'PgSleep'", dsn: dsn)
      holder.stop()
    }
    func wait(_ condition: String) throws -> String {
      for _ in 0..<600 {
        let found = try sandbox.query(
          "select pid from pg_stat_activity where datname = current_database() and \(condition)", dsn: dsn)
        if !found.isEmpty { return found }
        Thread.sleep(forTimeInterval: 0.05)
      }
      throw Late(what: condition)
    }
    _ = try wait("wait_event = 'PgSleep'")
    var problem: (any Error)?
    let outcome = try rehearsal.run(words) { _ in
      do { try body(try wait("wait_event_type = 'Lock' and query ilike 'copy %ml_pred_sales%'")) } catch {
        problem = error
        holder.stop()
      }
    }
    if let problem { throw problem }
    return outcome
  }

  private struct Late: Error { let what: String }
}
