import Domains
import Foundation
import Testing

@testable import forecastpack

/// A plan's file: what is taken, and what is refused where.
@Suite struct PlanFileTests {
  static let sales = Domain(
    name: "sales", label: "Sales", dataset: "ml_train_sales_monthly", keys: ["country"], unit: "USD",
    decimals: 2,
    kind: .flow, preference: .higher, levels: [Domain.Level(name: "total", keys: [])])
  static let known: Set = [SeriesKey(["France"]), SeriesKey(["Côte d'Ivoire, \"north\""])]

  private func read(_ text: String) throws -> PlanFile {
    let table = try CSVTable(Data(text.utf8), name: "plan.csv", columns: PlanFile.columns(Self.sales))
    return try PlanFile(table, domain: Self.sales, known: Self.known)
  }

  @Test func columnsMayComeInAnyOrderAndKeysMayBeQuoted() throws {
    let file = try read(
      "unit,plan,country,month\r\nUSD,1234.5,\"Côte d'Ivoire, \"\"north\"\"\",2013-01\nUSD,-2,France,2013-01-01\n"
    )
    #expect(file.rows.map(\.plan.description) == ["1234.50", "-2.00"])
    #expect(file.rows.map { $0.keys.values[0] } == ["Côte d'Ivoire, \"north\"", "France"])
    #expect(file.rows.allSatisfy { $0.month.description == "2013-01" && !$0.isAllocated })
  }

  @Test(arguments: [
    ("month,country,plan,unit\n2013-01,Mars,1,USD\n", "plan.csv:2: sales has no series 'Mars' (country)"),
    (
      "month,country,plan,unit\n2013-01,France,1,USD\n2013-02,France,1,USD\n2013-01,France,1,USD\n",
      "plan.csv:4: France has 2013-01 already, in line 2"
    ),
    (
      "month,country,plan,unit\n2013-01,France,a lot,USD\n",
      "plan.csv:2: plan 'a lot' is no number of at most 2 decimals and 18 digits, such as -1234.5"
    ),
    (
      "month,country,plan,unit\n2013-01,France,\"1,000\",USD\n",
      "plan.csv:2: plan '1,000' is no number of at most 2 decimals and 18 digits, such as -1234.5"
    ),
    (
      "month,country,plan,unit\n2013-01,France,1.005,USD\n",
      "plan.csv:2: plan '1.005' is no number of at most 2 decimals and 18 digits, such as -1234.5"
    ),
    (
      "month,country,plan,unit\n2013-01,France,,USD\n",
      "plan.csv:2: plan '' is no number of at most 2 decimals and 18 digits, such as -1234.5"
    ),
    (
      "month,country,plan,unit\n2013-01,France,1,EUR\n",
      "plan.csv:2: unit 'EUR' is not USD, in which sales is planned and forecast"
    ),
    (
      "month,country,plan,unit\n13/01,France,1,USD\n",
      "plan.csv:2: month '13/01' is no month; expected YYYY-MM or its first day"
    ),
    (
      "month,country,plan\n2013-01,France,1\n",
      "plan.csv:1: there is no column 'unit'; expected the columns month, country, plan, unit"
    ),
    (
      "month,country,plan,unit,colour\n2013-01,France,1,USD,red\n",
      "plan.csv:1: the column 'colour' is not known; expected the columns month, country, plan, unit"
    ),
    ("month,country,plan,unit\n2013-01,France,1\n", "plan.csv:2: 3 fields where the header has 4"),
    ("month,country,plan,unit\n2013-01,\"France,1,USD\n", "plan.csv:2: a quote is not closed"),
    ("", "plan.csv:1: the file is empty"),
  ])
  func whatIsWrongIsNamedByFileAndLine(text: String, message: String) {
    #expect { try read(text) } throws: { "\($0)" == message && ExitStatus(of: $0) == .data }
  }

  @Test func anotherEncodingIsRefused() {
    let latin = Data([0x6D, 0xE9, 0x0A])
    #expect { try CSVTable(latin, name: "plan.csv", columns: []) } throws: {
      "\($0)" == "plan.csv: is not in UTF-8"
    }
  }
}
