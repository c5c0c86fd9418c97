import Domains
import Forecasting
import Testing

@testable import Warehouse

/// What each vintage knew stays known, in whatever order vintages are published.
@Suite struct ActualHistoryTests {
  private static let domain = StoreFixture.domain("sales", keys: ["key"])
  private let store: StoreFixture

  init() throws { store = try StoreFixture([Self.domain]) }

  private func publish(_ asOf: String, _ values: [[String]: [String?]], supersede: String? = nil) throws {
    let run = try store.compute(
      Self.domain, asOf: asOf, actuals: StoreFixture.actuals(Self.domain, from: "2013-01", values),
      forecasts: [["a"]: [1]])
    try store.publish(asOf, [run], supersede: supersede)
  }

  private func history() throws -> [String] {
    try store.lines(
      "select to_char(month, 'MM'), key, to_char(as_of_month, 'MM'), value from ml.actual_sales_history "
        + "order by month, key, as_of_month")
  }

  private func newest() throws -> [String] {
    try store.lines("select to_char(month, 'MM'), key, value from ml.actual_sales order by month, key")
  }

  private static let january: [[String]: [String?]] = [["a"]: ["1.00"]]
  private static let february: [[String]: [String?]] = [["a"]: ["1.00", "2.00"], ["b"]: ["9.00"]]
  private static let march: [[String]: [String?]] = [["a"]: ["1.00", "2.50", "3.00"]]
  private static let ascending = [
    "01|a|01|1.00", "01|b|02|9.00", "01|b|03|", "02|a|02|2.00", "02|a|03|2.50", "03|a|03|3.00",
  ]

  @Test func onlyWhatIsNewRestatedOrGoneMakesARow() throws {
    try publish("2013-01", Self.january)
    try publish("2013-02", Self.february)
    try publish("2013-03", Self.march)
    #expect(try history() == Self.ascending)
    #expect(try newest() == ["01|a|1.00", "02|a|2.50", "03|a|3.00"])
  }

  @Test(arguments: [[2, 1, 0], [1, 0, 2], [2, 0, 1], [0, 2, 1]])
  func theOrderOfPublishingDoesNotMatter(order: [Int]) throws {
    let vintages = [("2013-01", Self.january), ("2013-02", Self.february), ("2013-03", Self.march)]
    for index in order { try publish(vintages[index].0, vintages[index].1) }
    #expect(try history() == Self.ascending)
    #expect(try newest() == ["01|a|1.00", "02|a|2.50", "03|a|3.00"])
    let latest = try store.reader.runs().filter(\.isLatest)
    #expect(latest.map(\.asOfMonth.description) == ["2013-03"])
  }

  @Test func replacingAVintageLeavesTheNextOneAsItWas() throws {
    try publish("2013-01", Self.january)
    try publish("2013-02", Self.february)
    try publish("2013-03", Self.march)
    try publish("2013-02", [["a"]: ["1.10", "2.00"]], supersede: "a correction that March did not have")
    #expect(
      try history() == [
        "01|a|01|1.00", "01|a|02|1.10", "01|a|03|1.00", "02|a|02|2.00", "02|a|03|2.50", "03|a|03|3.00",
      ])
    #expect(try newest() == ["01|a|1.00", "02|a|2.50", "03|a|3.00"])
    #expect(
      try store.lines(
        "select to_char(month, 'MM'), actual, actual_as_published from ml.trend_sales "
          + "where level = 'total' and as_of_month = '2013-02-01' and month <= '2013-03-01' order by 1")
        == ["01|1.10|1.00", "02|2.00|2.00", "03|3.00|3.00"])
  }
}
