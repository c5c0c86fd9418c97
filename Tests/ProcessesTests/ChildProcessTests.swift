import Foundation
import Processes
import Testing

@Suite struct ChildProcessTests {
  @Test func givesTheCodeAndAllThatWasSaid() throws {
    let outcome = try ChildProcess(["/bin/sh", "-c", "echo one; echo two >&2; exit 3"]).run()
    #expect(outcome.code == 3 && outcome.output == "one\ntwo\n")
    let long = try ChildProcess(["/usr/bin/seq", "100000"]).run()
    #expect(long.code == 0 && long.output.hasSuffix("\n99999\n100000\n") && long.output.utf8.count == 588_895)
  }

  @Test func aSignalIsItsNumberAnd128() throws {
    #expect(try ChildProcess(["/bin/sh", "-c", "kill -TERM $$"]).run().code == 128 + SIGTERM)
  }

  @Test func namesTheProgramThatCannotBeStarted() {
    let error = #expect(throws: ChildProcessError.self) { _ = try ChildProcess(["/nowhere/at/all"]).run() }
    #expect(error?.description == "/nowhere/at/all cannot be run: No such file or directory")
    #expect(error?.isShortage == false)
  }

  @Test func itHasItsFolderItsEnvironmentAndAnEmptyInput() throws {
    let script = #"pwd; echo "$FIRST"; echo "${HOME-none}"; cat"#
    let outcome = try ChildProcess(
      ["/bin/sh", "-c", script], environment: ["FIRST": "a=b 'c'\nd"], folder: "/usr/lib"
    ).run()
    #expect(outcome.output == "/usr/lib\na=b 'c'\nd\nnone\n")
  }

  @Test func inheritsTheEnvironmentButWhatIsTakenOut() {
    setenv("FORECASTPACK_TEST_KEPT", "1=2", 1)
    let all = ChildProcess.inheritedEnvironment()
    #expect(all["FORECASTPACK_TEST_KEPT"] == "1=2" && all["PATH"] != nil)
    #expect(ChildProcess.inheritedEnvironment(without: ["FORECASTPACK_TEST_", "PA"])["PATH"] == nil)
  }

  /// Descriptors, whether they are closed on exec or not, and the signals that the caller holds back, stay here.
  @Test func nothingOfTheCallersIsPassedOn() throws {
    let file = open("/etc/passwd", O_RDONLY)
    defer { close(file) }
    let outcome = try ChildProcess(
      ["/bin/sh", "-c", "ls /proc/self/fd | wc -l; grep SigBlk /proc/self/status"]
    ).run()
    // The fourth is the folder that ls reads.
    #expect(outcome.output == "4\nSigBlk:\t0000000000000000\n")
  }

  @Test func aDaemonThatStaysBehindIsNotWaitedFor() throws {
    let clock = ContinuousClock()
    let start = clock.now
    let outcome = try ChildProcess(["/bin/sh", "-c", "sleep 20 & echo $!"]).run()
    #expect(clock.now - start < .seconds(10))
    kill(try #require(pid_t(outcome.output.dropLast())), SIGKILL)
  }

  @Test func whatItSaysGoesToALogWhereNobodyWaits() throws {
    let log = FileManager.default.temporaryDirectory.appendingPathComponent("log-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: log) }
    let child = try ChildProcess(["/bin/echo", "started"]).start(log: log)
    var status: Int32 = -1
    #expect(waitpid(child, &status, 0) == child && status == 0)
    #expect(try String(contentsOfFile: log, encoding: .utf8) == "started\n")
    #expect(throws: ChildProcessError.self) { _ = try ChildProcess(["/bin/echo"]).start(log: "/nowhere/log") }
  }
}
