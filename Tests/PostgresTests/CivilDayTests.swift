import Postgres
import TestSupport
import Testing

/// The server's own calendar is the reference: every month's first day over 1,000 years, and leap days.
@Suite struct CivilDayTests {
  @Test func agreesWithTheServer() throws {
    let connection = try Connection(TestServer.connectionString())
    let query = """
      select d::date, extract(year from d)::int, extract(month from d)::int, extract(day from d)::int
      from generate_series(timestamp '1500-01-01', timestamp '2500-12-31', interval '1 month') as d
      union all
      select d::date, extract(year from d)::int, extract(month from d)::int, extract(day from d)::int
      from generate_series(timestamp '1896-02-25', timestamp '2004-03-05', interval '1 day') as d
      """
    var different: [CivilDay] = []
    let count = try connection.copyOut(query, columns: [.date, .integer, .integer, .integer]) { row in
      guard let days = try row.daysSince2000(), let year = try row.int32(), let month = try row.int32(),
        let day = try row.int32()
      else { return }
      let expected = CivilDay(year: Int(year), month: Int(month), day: Int(day))
      if CivilDay(daysSince2000: days) != expected || expected.daysSince2000 != days {
        different.append(expected)
      }
    }
    #expect(different.isEmpty)
    #expect(count > 51_000)
  }
}
