import Logging
import Postgres
import Synchronization
import TestSupport
import Testing

@Suite struct NoticeTests {
  /// Keeps what is logged.
  struct Keeper: LogHandler {
    final class Lines: Sendable {
      let all = Mutex<[String]>([])
    }
    let lines: Lines
    var metadata: Logger.Metadata = [:]
    var logLevel: Logger.Level = .trace

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
      get { metadata[key] }
      set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
      let state = event.metadata?["sqlstate"].map { "\($0)" } ?? ""
      lines.all.withLock { $0.append("\(event.level) \(state) \(event.message)") }
    }
  }

  @Test func reachTheLogWithTheirSeverity() throws {
    let database = try TestDatabase()
    let lines = Keeper.Lines()
    let connection = try Connection(
      database.connectionString, logger: Logger(label: "test") { _ in Keeper(lines: lines) })
    try connection.execute(
      "do $$ begin raise warning 'careful'; raise notice 'by the way'; raise info 'so it is'; end $$")
    try connection.execute("drop table if exists nothing")
    #expect(
      lines.all.withLock { $0 } == [
        "warning 01000 careful", "notice 00000 by the way", "info 00000 so it is",
        "notice 00000 table \"nothing\" does not exist, skipping",
      ])
  }
}
