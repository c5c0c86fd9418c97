import Domains
import Forecasting
import Postgres
import Testing

@testable import Warehouse

/// What a reader must be told about the bundled facts; the counts were measured apart from this project.
@Suite struct BundledFindingsTests {
  let findings: [Finding]

  init() throws {
    let connection = try Connection(BuiltFacts.shared().connectionString)
    let flow = ["region", "country", "channel", "category"]
    findings = try QualityGates(folder: BuiltFacts.root.appending(path: "sql/gates"), schema: "ml").findings(
      on: connection,
      domains: [
        Self.domain("sales", flow, .flow), Self.domain("profit", flow, .flow),
        Self.domain("inventory", ["region", "country", "category"], .stock),
      ])
  }

  private static func domain(_ name: String, _ keys: [String], _ kind: Domain.Kind) -> Domain {
    Domain(
      name: name, label: name, dataset: "ml_train_\(name)_monthly", keys: keys, unit: "USD", decimals: 2,
      kind: kind,
      preference: .higher, levels: [Domain.Level(name: "total", keys: [])])
  }

  private func found(_ domain: String, _ code: String) -> [Finding] {
    findings.filter { $0.domain == domain && $0.code == code }
  }

  @Test func nothingStops() {
    #expect(findings.filter { $0.severity == .stop } == [])
  }

  @Test func partialEndsAreIncompleteMonths() {
    let months = found("sales", "incomplete_month").map { "\($0.month.map(\.description) ?? "") \($0.message)" }
    #expect(
      months == [
        "2010-12 internet: begins 2010-12-29, after the first day",
        "2013-12 reseller: nothing posted for the month",
        "2014-01 internet: ends 2014-01-28, before the last day",
        "2014-01 reseller: nothing posted for the month",
      ])
    let stock = found("inventory", "incomplete_month").map(\.message)
    #expect(stock.count == 7)
    #expect(stock[1] == "stock: movements end 2014-01-29, before the last day")
  }

  @Test func fourPostingsMoveSixMillion() {
    let months = found("sales", "posting_shift").map { $0.month?.description }
    #expect(months == ["2011-02", "2011-04", "2011-06", "2011-07"])
    #expect(found("sales", "posting_shift_total").map(\.count) == [4])
    #expect(found("sales", "posting_shift_total").first?.message.contains("6,103,939 USD") == true)
  }

  @Test func marketsThatStartLate() {
    let messages = found("sales", "late_start").map { String($0.message.prefix { $0 != ":" }) }
    #expect(
      messages == [
        "Reseller, France", "Reseller, United Kingdom", "Internet, Accessories", "Internet, Clothing",
        "Reseller, Australia", "Reseller, Germany",
      ])
  }

  @Test(arguments: [
    ("profit", "loss_making_lines", 21_829), ("inventory", "negative_balance", 3319),
    ("inventory", "uncategorised_products", 209), ("inventory", "no_geography", 776_286),
    ("inventory", "unchanged_products", 256), ("inventory", "product_versions", 606),
    ("sales", "currency", 45_970),
  ])
  func countsWhatTheFactsHold(domain: String, code: String, count: Int) {
    #expect(found(domain, code).map(\.count) == [count])
  }

  @Test func whatLeavesTheStockIsNotTheCostOfSales() {
    let messages = found("inventory", "inventory_cost").map(\.message)
    #expect(messages.count == 4)
    #expect(
      messages[1]
        == "Bikes: the outflow of these months is 52 % of the cost of sales; the two are not the same cost")
  }

  @Test func moreThanHalfOfTheStockIsNotCurrent() {
    #expect(found("inventory", "not_current").first?.message.contains("58 %") == true)
  }

  @Test func threeSeriesHaveGaps() {
    let gaps = found("sales", "gap")
    #expect(gaps.compactMap { $0.series?.values[1] } == ["France", "United Kingdom", "Australia"])
    #expect(gaps.map(\.count) == [2, 1, 1])
    #expect(gaps.allSatisfy { $0.severity == .warning })
  }

  @Test func profitIsNegativeInPlacesAndSalesNowhere() {
    #expect(found("sales", "negative").isEmpty)
    #expect(found("profit", "negative").count > 10)
  }
}
