import Postgres
import TestSupport
import Testing

@Suite struct TransactionTests {
  let database: TestDatabase
  var connection: Connection { database.connection }

  init() throws {
    database = try TestDatabase()
    try connection.execute("create table t (n int primary key)")
  }

  struct Refused: Error {}

  func count() throws -> String? { try connection.query("select count(*) from t")[0][0] }

  @Test func commitsWhatReturns() throws {
    let value = try connection.transaction {
      try connection.execute("insert into t values (1), (2)")
      #expect(connection.isInTransaction)
      return 7
    }
    #expect(value == 7)
    #expect(!connection.isInTransaction)
    #expect(try Connection(database.connectionString).query("select from t").count == 2)
  }

  @Test func rollsBackWhatThrows() throws {
    #expect(throws: Refused.self) {
      try connection.transaction {
        try connection.execute("insert into t values (1)")
        throw Refused()
      }
    }
    #expect(throws: PostgresError.self) {
      try connection.transaction {
        try connection.execute("insert into t values (1); insert into t values (1)")
      }
    }
    #expect(try count() == "0")
    #expect(!connection.isInTransaction)
  }

  @Test func aSwallowedErrorIsNoCommit() throws {
    let error = #expect(throws: PostgresError.self) {
      try connection.transaction {
        try connection.execute("insert into t values (1)")
        try? connection.execute("select nothing")
      }
    }
    #expect(error?.sqlState == "25P02")
    #expect(try count() == "0")
  }

  @Test func doNotNest() throws {
    let error = #expect(throws: PostgresError.self) {
      try connection.transaction { try connection.transaction {} }
    }
    #expect(error?.kind == .protocol)
    #expect(!connection.isInTransaction)
  }

  @Test(arguments: Isolation.allCases)
  func isolateAsAsked(isolation: Isolation) throws {
    let shown = try connection.transaction(isolation) {
      try connection.query("show transaction_isolation")[0][0]
    }
    #expect(shown == isolation.rawValue)
  }

  @Test func readOnlyRefusesWrites() throws {
    let error = #expect(throws: PostgresError.self) {
      try connection.transaction(readOnly: true) { try connection.execute("insert into t values (1)") }
    }
    #expect(error?.sqlState == "25006")
  }
}
