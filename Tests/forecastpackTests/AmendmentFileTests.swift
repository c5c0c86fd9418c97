import Domains
import Foundation
import StrictYAML
import Testing

@testable import forecastpack

/// Files of adjustments and of comments: what is taken, and what is refused where.
@Suite struct AmendmentFileTests {
  static let sales = Domain(
    name: "sales", label: "Sales", dataset: "ml_train_sales_monthly", keys: ["region", "country"], unit: "USD",
    decimals: 2, kind: .flow, preference: .higher,
    levels: [Domain.Level(name: "total", keys: []), Domain.Level(name: "region", keys: ["region"])])
  static let header = "as_of_month,month,region,country,amount,unit,reason,author\n"

  private func adjustments(_ lines: String) throws -> AdjustmentFile {
    let table = try CSVTable(
      Data((Self.header + lines).utf8), name: "a.csv", columns: AdjustmentFile.columns(Self.sales))
    return try AdjustmentFile(table, domain: Self.sales, known: [SeriesKey(["EU", "FR"])])
  }

  @Test func adjustmentsAreReadWithTheirLines() throws {
    let file = try adjustments("2013-11,2013-12,EU,FR,-10.5,USD,\"Lost, sadly\", Ann \n")
    #expect(file.asOf.description == "2013-11" && file.digest.count == 64)
    let adjustment = try #require(file.adjustments.first)
    #expect(
      [adjustment.month.description, adjustment.amount.description, adjustment.reason, adjustment.author]
        == ["2013-12", "-10.50", "Lost, sadly", "Ann"])
    #expect(adjustment.line == 2 && file.adjustments.count == 1)
  }

  @Test(arguments: [
    ("2013-11,2013-12,EU,FR,1,USD,,Ann\n", "a.csv:2: reason is empty: say why"),
    ("2013-11,2013-12,EU,FR,1,USD,x,  \n", "a.csv:2: author is empty: say who"),
    ("2013-11,2013-12,EU,IT,1,USD,x,Ann\n", "a.csv:2: sales has no series 'EU / IT' (region, country)"),
    ("2013-11,2013-12,EU,FR,0.00,USD,x,Ann\n", "a.csv:2: amount is zero: nothing would be adjusted"),
    (
      "2013-11,2013-12,EU,FR,ten,USD,x,Ann\n",
      "a.csv:2: amount 'ten' is no number of at most 2 decimals and 18 digits, such as -1234.5"
    ),
    (
      "2013-11,2013-12,EU,FR,1,EUR,x,Ann\n",
      "a.csv:2: unit 'EUR' is not USD, in which sales is planned and forecast"
    ),
    (
      "2013-11,2013-12,EU,FR,1,USD,x,Ann\n2013-10,2013-12,EU,FR,1,USD,x,Ann\n",
      "a.csv:3: as_of_month is 2013-10, line 2 has 2013-11: a file is about one vintage"
    ),
    ("", "a.csv: there is no row"),
  ])
  func wrongAdjustments(lines: String, message: String) {
    #expect { try adjustments(lines) } throws: { "\($0)" == message && ExitStatus(of: $0) == .data }
  }

  private func comments(_ text: String) throws(YAMLError) -> [AnalystComment] {
    try CommentFile(text, name: "c.yml", domains: [Self.sales]).comments
  }

  @Test func commentsAreReadInOrder() throws {
    let read = try comments(
      """
      - {domain: sales, level: total, comparison: ac_py, about: -12.5, by: Ann, text: "Late \\"orders\\""}
      - domain: sales
        level: region
        keys: {region: EU}
        period: ytd
        comparison: ac_pl
        about: 3
        by: Ben
        text: |
          Two lines
          of text
      """)
    #expect(read.map(\.author) == ["Ann", "Ben"])
    #expect(read.map { $0.keys.values } == [["(all)", "(all)"], ["EU", "(all)"]])
    #expect(
      read.map { "\($0.period) \($0.comparison) \($0.about)" } == ["month ac_py -12.50", "ytd ac_pl 3.00"])
    #expect(read[1].text == "Two lines\nof text")
  }

  @Test(arguments: [
    ("- {domain: sale, level: total, comparison: ac_py, about: 1, by: A, text: x}", "expected one of sales"),
    (
      "- {domain: sales, level: planet, comparison: ac_py, about: 1, by: A, text: x}",
      "expected one of total, region"
    ),
    ("- {domain: sales, level: region, comparison: ac_py, about: 1, by: A, text: x}", "lacks the key 'keys'"),
    (
      "- {domain: sales, level: total, keys: {region: EU}, comparison: ac_py, about: 1, by: A, text: x}",
      "unknown key"
    ),
    ("- {domain: sales, level: total, comparison: py, about: 1, by: A, text: x}", "expected one of ac_fc"),
    ("- {domain: sales, level: total, comparison: ac_py, about: much, by: A, text: x}", "is no number"),
    ("- {domain: sales, level: total, comparison: ac_py, by: A, text: x}", "lacks the key 'about'"),
    ("- {domain: sales, level: total, comparison: ac_py, about: 1, by: ' ', text: x}", "is empty"),
    ("- {domain: sales, level: total, comparison: ac_py, about: 1, by: A, text: x, mood: good}", "unknown key"),
    ("domain: sales", "expected a list"),
  ])
  func wrongComments(text: String, message: String) {
    #expect { try comments(text) } throws: {
      "\($0)".contains(message) && "\($0)".hasPrefix("c.yml:1") && ExitStatus(of: $0) == .configuration
    }
  }
}
