import Postgres
import Testing

@testable import Warehouse
@testable import forecastpack

/// Exit codes as README lists them; SQLSTATEs after PostgreSQL's appendix A, dbt's words as dbt-postgres 1.11 said them.
@Suite struct ExitStatusTests {
  private typealias Status = forecastpack.ExitStatus

  @Test(arguments: [
    ("08006", 69), ("53300", 69), ("53200", 69), ("57014", 69), ("58030", 69), ("25006", 69), ("53100", 73),
    ("22003", 65), ("23505", 65), ("40P01", 75), ("40001", 75), ("55P03", 75), ("42501", 78), ("3D000", 78),
    ("0A000", 70),
  ]) func whatTheServerRefuses(state: String, status: Int32) {
    let error = PostgresError(kind: .server, sqlState: state, message: "refused")
    #expect(Status(of: error)?.rawValue == status)
  }

  @Test(arguments: [
    (
      "connection to server on socket \"/tmp/.s.PGSQL.5432\" failed: FATAL:  sorry, too many clients already",
      69
    ),
    ("server closed the connection unexpectedly", 69),
    ("terminating connection due to administrator command", 69),
    ("could not extend file \"base/1/2\": No space left on device", 73),
    ("FATAL:  database \"nowhere\" does not exist", 78),
  ]) func whatIsWrongWithTheServerIsNotTheProjectsFault(words: String, status: Int32) {
    let kind = DbtError.trouble(in: words) ?? .project
    #expect(Status(of: DbtError(kind, words))?.rawValue == status)
  }
}
