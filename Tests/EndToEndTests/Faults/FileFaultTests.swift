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
    for (call, error, stride) in [
      ("write", "ENOSPC", Effort.stride), ("write", "EIO", Effort.stride), ("lseek", "EIO", Effort.stride),
      ("fsync", "EIO", 1), ("renameat2", "EIO", 1), ("renameat2", "EXDEV", 1), ("mkdir", "EROFS", 1),
    ] {
      var number = 1
      while true {
        let trace = try Trace(
          [Sandbox.executable.path, "render", "--as-of", "2013-11"], in: sandbox.root,
          environment: Self.environment, call: call, fault: "error=\(error)", number: number)
        guard trace.wasInjected else {
          #expect(trace.outcome.status == 0, "\(trace.outcome.errors)")
          break
        }
        let place = "\(call) \(number) with \(error): \(trace.outcome.errors)"
        #expect([0, 73].contains(trace.outcome.status), "\(place)")
        #expect(try Fingerprint(sandbox) == whole, "\(place)")
        number += stride
      }
      // At least the first call of its kind was met, or nothing was shown.
      #expect(number > 1, "no \(call) was made")
    }
  }
}
