import Foundation
import Postgres
import Testing

/// The temporary folder is the process's, so this asks in a process of its own.
@Suite struct SocketPathTests {
  @Test func aPathBeyondTheKernelsLimitIsNamed() async {
    await #expect(processExitsWith: .success) {
      let folder = "/tmp/forecastpack-tests-\(getuid())/\(getpid())"
      let long = "\(folder)/\(String(repeating: "long", count: 20))"
      defer { try? FileManager.default.removeItem(atPath: folder) }
      try FileManager.default.createDirectory(atPath: long, withIntermediateDirectories: true)
      setenv("TMPDIR", long, 1)
      let server = LocalServer(folder: "\(folder)/postgres")
      let error = #expect(throws: LocalServerError.self) { try server.start() }
      #expect(error?.reason == .socketPath)
      #expect(error?.message.contains("the kernel takes 107: \(long)/forecastpack-") == true)
      #expect(error?.message.contains("TMPDIR") == true)
      #expect(throws: Never.self) { try server.status() == .stopped }
    }
  }
}
