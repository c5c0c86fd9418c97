import Foundation
import Postgres

/// One private server for all tests of a process, stopped and removed at its end.
///
/// Several test processes have a server each. A process that was killed leaves its server behind: the next one clears
/// it away.
public enum TestServer {
  /// - Throws: `LocalServerError` when no server can be started.
  public static func connectionString() throws -> String { try shared.get() }

  private static let root = "/tmp/forecastpack-tests-\(getuid())"

  private static let shared: Result<String, any Error> = Result {
    clearAfterTheDead()
    // Durability is for data that somebody wants to keep.
    let server = LocalServer(
      folder: "\(root)/\(getpid())/postgres", database: "tests",
      settings: [
        "fsync": "off", "full_page_writes": "off", "synchronous_commit": "off", "shared_buffers": "64MB",
      ])
    let connection = try server.start()
    atexit { TestServer.remove(getpid()) }
    return connection
  }

  private static func clearAfterTheDead() {
    for name in (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? [] {
      if let number = pid_t(name), kill(number, 0) != 0, errno == ESRCH { remove(number) }
    }
  }

  private static func remove(_ process: pid_t) {
    let folder = "\(root)/\(process)"
    try? LocalServer(folder: "\(folder)/postgres").stop()
    try? FileManager.default.removeItem(atPath: folder)
  }
}
