import Foundation

/// Runs the executable under strace, which can make one system call fail or end the process, exactly there.
struct Trace {
  /// How the program ended.
  let outcome: Outcome
  /// The calls that were seen, in their order, one a line.
  let calls: [Substring]

  /// Whether the fault was met: the program made as many calls.
  var wasInjected: Bool { calls.contains { $0.contains("(INJECTED)") || $0.contains("+++ killed by SIGKILL") } }

  /// - Parameters:
  ///   - call: a system call's name, `write`.
  ///   - fault: as strace has it: `error=ENOSPC` or `signal=SIGKILL`; nil only watches.
  ///   - number: which of the calls meets it, from 1.
  init(
    _ words: [String], in folder: URL, environment: [String: String], call: String, fault: String? = nil,
    number: Int = 1
  ) throws {
    let log = folder.appendingPathComponent("trace-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: log) }
    let injection = fault.map { ["-e", "inject=\(call):\($0):when=\(number)"] } ?? []
    outcome = try Outcome.of(
      ["strace", "-f", "-o", log.path, "-e", "trace=\(call)"] + injection + words, in: folder,
      environment: environment)
    calls = String(decoding: try Data(contentsOf: log), as: UTF8.self).split(separator: "\n")
  }
}
