import Postgres
import Testing

@Suite struct ConnectionEnvironmentTests {
  @Test func readsKeywordsAndURIs() throws {
    #expect(
      try ConnectionEnvironment.variables(dsn: "host=/run/x user='a b' password='p\\'w' sslmode=verify-full")
        == ["PGHOST": "/run/x", "PGUSER": "a b", "PGPASSWORD": "p'w", "PGSSLMODE": "verify-full"])
    #expect(
      try ConnectionEnvironment.variables(dsn: "postgresql://me@db.example:5433/sales?application_name=x")
        == [
          "PGUSER": "me", "PGHOST": "db.example", "PGPORT": "5433", "PGDATABASE": "sales", "PGAPPNAME": "x",
        ])
    #expect(try ConnectionEnvironment.variables(dsn: "").isEmpty)
  }

  @Test(arguments: ["nonsense", "colour=red", "host", "keepalives=0"])
  func refuses(dsn: String) {
    #expect(throws: PostgresError.self) { try ConnectionEnvironment.variables(dsn: dsn) }
  }
}
