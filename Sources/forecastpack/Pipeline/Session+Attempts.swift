import Foundation
import Warehouse

extension Session {
  /// Notes in the ledger that and how a run was tried; what differs from try to try is kept there and nowhere else.
  ///
  /// `body` returns whether it wrote anything. Its steps go into reports and JSON logs, beside the `rows` of the dataset.
  func attempt(
    _ run: LedgerRun, dbtInvocation: String? = nil, rows: Int? = nil, _ body: (inout Timings) throws -> Bool
  ) throws -> Bool {
    let ledger = RunLedger(connection: connection, schema: configuration.schema)
    let attempt = try ledger.startAttempt(
      run.runID, host: ProcessInfo.processInfo.hostName, dbtInvocation: dbtInvocation, now: Self.wallClock)
    var timings = Timings()
    do {
      let written = try body(&timings)
      for (step, seconds) in timings.seconds.sorted(by: { $0.key < $1.key }) {
        console.step(
          RunStage(
            stage: step, rows: rows, runID: run.runID, domain: run.domain, asOf: run.asOf.description,
            milliseconds: Int((seconds * 1000).rounded())))
      }
      try ledger.endAttempt(
        attempt, outcome: written ? .computed : .unchanged, timings: timings.seconds, now: Self.wallClock)
      return written
    } catch {
      // The error that is being reported is the one to tell; a lost session cannot note anything.
      try? ledger.endAttempt(attempt, outcome: .failed, error: "\(error)", now: Self.wallClock)
      try? ledger.fail(run.runID)
      throw error
    }
  }

  /// Attempts are of the day, whatever SOURCE_DATE_EPOCH says of the numbers.
  private static var wallClock: Int64 { Int64(Date().timeIntervalSince1970) }
}
