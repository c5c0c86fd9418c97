import Foundation
import Testing

/// A clock of their own for programs that are started with it (libfaketime), which changes while they run. Its file goes with
/// the object.
final class FakedClock {
  /// What stands before a program's words.
  let words: [String]
  private let file: URL

  init() throws {
    let library = try #require(
      try FileManager.default.subpathsOfDirectory(atPath: "/usr/lib").first {
        $0.hasSuffix("faketime/libfaketime.so.1")
      }, "package faketime is missing: script/bootstrap test")
    // Where a server that is another user's can read it.
    file = FileManager.default.temporaryDirectory.appendingPathComponent("time-\(UUID().uuidString)")
    words = [
      "LD_PRELOAD=/usr/lib/\(library)", "FAKETIME_TIMESTAMP_FILE=\(file.path)", "FAKETIME_NO_CACHE=1",
      "FAKETIME_DISABLE_SHM=1", "FAKETIME_DONT_FAKE_MONOTONIC=1",
      // The first program that loads the library has its environment moved, beside which Swift looks for arguments.
      "timeout", "120",
    ]
    try set("+0")
  }

  deinit { try? FileManager.default.removeItem(at: file) }

  /// Against the machine's: `-365d`.
  func set(_ offset: String) throws {
    try offset.write(to: file, atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: file.path)
  }

  /// Five times a second a year back, a year forth, and right again, as long as a process runs. Returns how often.
  func change(while process: Process) -> Int {
    var changes = 0
    let offsets = ["-365d", "+365d", "+0"]
    while process.isRunning {
      try? set(offsets[changes % offsets.count])
      changes += 1
      Thread.sleep(forTimeInterval: 0.2)
    }
    return changes
  }
}
