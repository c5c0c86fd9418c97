import Foundation
import Testing

/// Every system call that writes a pack, failing once: the pack is the old one or the new one, whole, and the exit code
/// says which.
@Suite(.serialized) struct FileFaultTests {
  private static let environment = ["SOURCE_DATE_EPOCH": "1386720000"]

  @Test func aFailedCallLeavesAWholePackAndSaysSo() throws {
    let sandbox = try Sandbox()
    for step in [["load"], ["run", "--as-of", "2013-11"]] {
      let outcome = try sandbox.forecastpack(step, environment: Self.environment)
      try #require(outcome.status == 0, "\(step): \(outcome.errors)")
    }
    let whole = try Fingerprint(sandbox)
    for (call, error) in [
      ("write", "ENOSPC"), ("write", "EIO"), ("lseek", "EIO"), ("fsync", "EIO"), ("renameat2", "EIO"),
      ("renameat2", "EXDEV"), ("mkdir", "EROFS"),
    ] {
      func traced(fault: String?, number: Int = 1) throws -> Trace {
        try Trace(
          [Sandbox.executable.path, "render", "--as-of", "2013-11"], in: sandbox.root,
          environment: Self.environment, call: call, fault: fault, number: number)
      }
      let count = try traced(fault: nil).calls.count { $0.contains("\(call)(") }
      #expect(count > 0, "no \(call) was made")
      // The last ones as well: they put the pack in place.
      let spread = stride(from: 1, to: count, by: Effort.stride ?? max(1, count / 6))
      for number in Set(Array(spread) + Array(max(1, count - 3)...count)).sorted() {
        let trace = try traced(fault: "error=\(error)", number: number)
        let place = "\(call) \(number) of \(count) with \(error): \(trace.outcome.errors)"
        #expect((trace.wasInjected ? [0, 73] : [0]).contains(trace.outcome.status), "\(place)")
        #expect(try Fingerprint(sandbox) == whole, "\(place)")
      }
    }
  }
}
