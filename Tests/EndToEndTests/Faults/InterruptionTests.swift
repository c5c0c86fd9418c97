import Foundation
import Testing

/// A run that is asked to stop does so at once, says so, and leaves nothing running.
@Suite(.serialized) struct InterruptionTests {
  @Test(arguments: [SIGTERM, SIGINT, SIGKILL])
  func stopsWithItsChildren(signal: Int32) throws {
    let sandbox = try Sandbox()
    try #require(try sandbox.forecastpack(["load"]).status == 0)
    try #require(try sandbox.forecastpack(["db", "migrate"]).status == 0)
    var sawDbt = false
    let outcome = try Outcome.of([Sandbox.executable.path, "build"], in: sandbox.root) { process in
      for _ in 0..<200 where !sawDbt {
        Thread.sleep(forTimeInterval: 0.1)
        sawDbt = dbtIsRunning(in: sandbox)
      }
      kill(process.processIdentifier, signal)
    }
    try #require(sawDbt)
    #expect(outcome.status == 128 + signal)
    #expect(signal == SIGKILL || outcome.errors.contains("forecastpack: stopped"), "\(outcome.errors)")
    for _ in 0..<50 where dbtIsRunning(in: sandbox) { Thread.sleep(forTimeInterval: 0.1) }
    #expect(!dbtIsRunning(in: sandbox))
    var again = try sandbox.forecastpack(["build"])
    for _ in 0..<100 where again.status == 75 {
      Thread.sleep(forTimeInterval: 0.1)
      again = try sandbox.forecastpack(["build"])
    }
    #expect(again.status == 0, "\(again.errors)")
  }

  /// Whether a process works on the sandbox's dbt target.
  private func dbtIsRunning(in sandbox: Sandbox) -> Bool {
    let target = Array("\(sandbox.root.path)/.forecastpack/dbt-target".utf8)
    let processes = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return processes.contains { process in
      guard Int32(process) != nil, let words = FileManager.default.contents(atPath: "/proc/\(process)/cmdline")
      else { return false }
      return words.range(of: Data(target)) != nil
    }
  }
}
