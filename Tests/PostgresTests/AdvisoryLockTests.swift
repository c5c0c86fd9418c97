import Foundation
import Postgres
import TestSupport
import Testing

@Suite struct AdvisoryLockTests {
  let database: TestDatabase

  init() throws { database = try TestDatabase() }

  @Test func aSecondSessionLearnsWhoHoldsIt() throws {
    let holder = try Connection(database.connectionString, defaults: ["application_name": "first run"])
    let lock = try AdvisoryLock("ml.run", on: holder)
    let processID = try holder.query("select pg_backend_pid()")[0][0]

    let held = #expect(throws: AdvisoryLock.Held.self) { try AdvisoryLock("ml.run", on: database.connection) }
    let shown = try #require(held?.holder)
    #expect(String(shown.processID) == processID)
    #expect(shown.application == "first run")
    #expect(shown.user == "forecastpack")
    #expect(shown.host == "this machine")
    #expect(shown.connectedSince.hasPrefix("20"))
    #expect(held?.description.contains("application first run") == true)

    let other = try AdvisoryLock("another name", on: database.connection)
    try other.release()
    try lock.release()
    try AdvisoryLock("ml.run", on: database.connection).release()
  }

  @Test func endsWithItsSession() throws {
    do {
      let holder = try Connection(database.connectionString)
      _ = try AdvisoryLock("ml.run", on: holder)
      try database.connection.query(
        "select pg_terminate_backend($1::int)", [try holder.query("select pg_backend_pid()")[0][0]])
    }
    // The server ends a session in its own time.
    for _ in 0..<200 where (try? AdvisoryLock("ml.run", on: database.connection)) == nil { usleep(10_000) }
    let again = try database.connection.query(
      "select count(*) from pg_locks where locktype = 'advisory' and pid = pg_backend_pid()")
    #expect(again[0][0] == "1")
  }
}
