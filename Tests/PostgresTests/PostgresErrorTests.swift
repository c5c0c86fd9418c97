import Foundation
import Postgres
import TestSupport
import Testing

@Suite struct PostgresErrorTests {
  let database: TestDatabase
  var connection: Connection { database.connection }

  init() throws { database = try TestDatabase() }

  func failure(_ body: () throws -> Void) -> PostgresError? {
    do {
      try body()
      return nil
    } catch {
      return error as? PostgresError
    }
  }

  @Test func carriesStateDetailPositionAndStatement() throws {
    try connection.execute("create table t (id int primary key)")
    try connection.query("insert into t values (1)")
    let duplicate = try #require(failure { try connection.query("insert into t values ($1)", ["1"]) })
    #expect(duplicate.kind == .server)
    #expect(duplicate.sqlState == "23505")
    #expect(duplicate.detail == "Key (id)=(1) already exists.")
    #expect(duplicate.statement == "insert into t values ($1)")

    let unknown = try #require(failure { try connection.execute("select nothing from t") })
    #expect(unknown.sqlState == "42703")
    #expect(unknown.position == 8)
    #expect(unknown.description.contains("42703"))
  }

  @Test func carriesHintAndContext() throws {
    let raised = try #require(
      failure {
        try connection.execute(
          "do $$ begin raise exception 'no' using errcode = 'P0123', hint = 'ask again', detail = 'really'; end $$"
        )
      })
    #expect(raised.sqlState == "P0123")
    #expect(raised.message == "no")
    #expect(raised.hint == "ask again")
    #expect(raised.detail == "really")
    #expect(raised.context?.hasPrefix("PL/pgSQL function") == true)
  }

  @Test func refusesTextThatWouldBeCutAtAZero() throws {
    #expect(failure { try connection.query("select $1::text", ["a\0b"]) }?.kind == .protocol)
    #expect(failure { try connection.execute("select 1\0; drop table t") }?.kind == .protocol)
  }

  @Test func tellsThatThereIsNoServer() throws {
    let folder = "/tmp/forecastpack-nothing-\(getpid())"
    let refused = try #require(failure { _ = try Connection("host=\(folder) port=5432") })
    #expect(refused.kind == .connection)
    #expect(refused.message.contains(folder))
    #expect(failure { _ = try Connection("host=127.0.0.1 port=1") }?.kind == .connection)
    #expect(failure { _ = try Connection("not a keyword") }?.kind == .connection)
  }

  @Test func tellsThatTheDatabaseIsNotThere() throws {
    let refused = try #require(failure { _ = try Connection("\(database.connectionString) dbname=nowhere") })
    #expect(refused.kind == .authentication)
    #expect(refused.sqlState == "3D000")
    #expect(refused.message.hasSuffix("FATAL:  database \"nowhere\" does not exist"))
  }

  /// A peer that accepts and says nothing: libpq alone would wait for ever.
  @Test func givesUpOnASilentServer() throws {
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(listener) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let port = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { general in
        #expect(bind(listener, general, size) == 0)
        #expect(listen(listener, 1) == 0)
        getsockname(listener, general, &size)
      }
      return UInt16(bigEndian: pointer.pointee.sin_port)
    }
    let begin = ContinuousClock.now
    let refused = try #require(failure { _ = try Connection("host=127.0.0.1 port=\(port) connect_timeout=1") })
    #expect(refused.kind == .connection)
    #expect(refused.message == "no answer from 127.0.0.1 port \(port) within 1 s")
    #expect(ContinuousClock.now - begin < .seconds(20))
  }

  @Test func findsTheLineThatACopyFailedOn() {
    let german = PostgresError(
      kind: .server, message: "", context: "COPY fact_sales, Zeile 17, Spalte amount: »x, line 3«")
    #expect(german.copyLine == 17)
    #expect(PostgresError(kind: .server, message: "", context: "PL/pgSQL function f, line 3").copyLine == nil)
  }
}
