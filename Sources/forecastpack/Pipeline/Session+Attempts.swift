import Foundation
import Warehouse

extension Session {
  /// Notes in the ledger that and how a run was tried; what differs from try to try is kept there and nowhere else.
  ///
  /// `body` returns whether it wrote anything.
  func attempt(
    _ run: LedgerRun, dbtInvocation: String? = nil, _ body: (inout Timings) throws -> Bool
  ) throws -> Bool {
    let ledger = RunLedger(connection: connection, schema: configuration.schema)
    let attempt = try ledger.startAttempt(
      run.runID, host: ProcessInfo.processInfo.hostName, dbtInvocation: dbtInvocation, now: Self.wallClock)
    var timings = Timings()
    do {
      let written = try body(&timings)
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
