import Foundation
import TestSupport
import Testing

/// A run that is killed at any moment is finished by the next one, as if nothing had happened.
@Suite(.serialized) struct KillTests {
  private static let run = ["run", "--skip-build", "--from", "2013-09", "--to", "2013-11"]

  /// Half of the kills at instants spread over the run, half at messages to the server, which lie on both sides of
  /// every step that the database sees.
  @Test func killsLeaveWhatAnUndisturbedRunLeaves() throws {
    let rehearsal = try Rehearsal()
    let sandbox = rehearsal.sandbox
    func finished(_ name: String, disturbed: (([String]) throws -> Void)? = nil) throws -> Fingerprint {
      try rehearsal.finished(
        name, Self.run, disturbed: disturbed.map { body in { words, _ in try body(words) } })
    }

    let clock = ContinuousClock()
    let start = clock.now
    let expected = try finished("undisturbed")
    let duration = (clock.now - start) / .seconds(1)
    var messages = 0
    let watched = try finished("watched") { words in
      messages = try Trace(words, in: sandbox.root, environment: Rehearsal.environment, call: "sendto").calls
        .count
    }
    try #require(watched == expected && messages > 100)

    var generator = SplitMix(seed: Effort.seed)
    for attempt in 0..<Effort.kills {
      let share = (Double(attempt) + generator.fraction()) / Double(Effort.kills)
      let message = 1 + Int(share * Double(messages))
      let instant = share * duration
      let isMessage = attempt % 2 == 1
      let found = try finished("killed_\(attempt)") { words in
        if isMessage {
          let trace = try Trace(
            words, in: sandbox.root, environment: Rehearsal.environment, call: "sendto",
            fault: "signal=SIGKILL",
            number: message)
          // What the server does not take at once is sent in more pieces: a run has a few messages more or fewer.
          #expect(
            trace.wasInjected || message > messages * 49 / 50, "message \(message) of \(messages) was not sent")
        } else {
          _ = try Outcome.of(words, in: sandbox.root, environment: Rehearsal.environment) { process in
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
}
