import Domains
import Forecasting
import Testing

@testable import Packs

/// SQL with its values apart.
@Suite struct SQLTests {
  private static let asOf = Month(year: 2013, month: 11)

  /// By hand, after PostgreSQL's rules for literals and quoted names.
  @Test(
    arguments: [
      ("c = \("x") and d = \("y")", "c = 'x' and d = 'y'", "c = $1 and d = $2", ["x", "y"]),
      ("c = \("it's") and d = \("it's")", "c = 'it''s' and d = 'it''s'", "c = $1 and d = $1", ["it's"]),
      (
        "\(column: "it's $1") = \("x") and \(column: "a\"'b") = \("")",
        "\"it's $1\" = 'x' and \"a\"\"'b\" = ''", "\"it's $1\" = $1 and \"a\"\"'b\" = $2", ["x", ""]
      ),
      ("h = \(SQL.Value.number("12")) and w = \("12")", "h = 12 and w = '12'", "h = $1 and w = $1", ["12"]),
      ("amount = \(SQL.Value.number("-50000.00"))", "amount = -50000.00", "amount = $1", ["-50000.00"]),
      (
        "a = \(asOf) and b = \(asOf - 1)", "a = '2013-11-01' and b = '2013-10-01'",
        "a = '2013-11-01' and b = $1",
        ["2013-10-01"]
      ),
      ("value / 12 from \(name: "t")", "value / 12 from t", "value / 12 from t", []),
    ] as [(SQL, String, String, [String])])
  func valuesStandApart(sql: SQL, text: String, question: String, values: [String]) {
    #expect(sql.text == text)
    #expect(sql.question(keeping: Self.asOf) == (question, values))
  }

  /// Values of the parts are numbered anew in the whole.
  @Test func whatIsComposedIsOneQuestion() {
    let domain = Domain(
      name: "sales", label: "", dataset: "", keys: ["country", "channel"], unit: "", decimals: 2, kind: .flow,
      preference: .higher, levels: [])
    let node = Source(
      "kpi_monthly", domain, asOf: Self.asOf, "country", SeriesKey(["France", Domain.Level.all]))
    let (left, right) = (node.and("period", "ytd"), node.and("period", "fy"))
    let query = Query.computed("select (\(left.select("value"))) - (\(right.select("value")))")
    let place = "select value from kpi_monthly_sales where as_of_month = '2013-11-01' and level = $1"
    let (question, values) = query.sql.question(keeping: Self.asOf)
    #expect(
      question
        == "select (\(place) and \"country\" = $2 and period = $3) - (\(place) and \"country\" = $2 and period = $4)"
    )
    #expect(values == ["country", "France", "ytd", "fy"])
  }

  /// A column's reading adds its conditions to those of the row.
  @Test func aReadingIsOfARow() {
    let row = Source("data_quality", nil, asOf: Self.asOf).and(.other("month is null"))
    let reading = Reading.kpi("value", "month", "ac_py")
    #expect(
      reading.of(row).sql.text
        == "select value from data_quality where as_of_month = '2013-11-01' and month is null "
        + "and period = 'month' and comparison = 'ac_py'")
    #expect(reading.sql.text == "value where period = 'month' and comparison = 'ac_py'")
    #expect(Reading("pairs").sql.text == "pairs")
  }
}
