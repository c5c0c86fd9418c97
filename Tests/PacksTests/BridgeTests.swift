import Domains
import Forecasting
import Testing

@testable import Packs

/// Bridges close to the last digit.
@Suite struct BridgeTests {
  @Test func everyBridgeCloses() throws {
    let content = try Sample.whole.get()
    let bridges =
      content.domains.flatMap { $0.bridges + [$0.priceVolume?.bridge].compactMap { $0 } }
      + [content.executive.bridge].compactMap { $0 }
    #expect(bridges.count == 7)
    for bridge in bridges {
      let changes = bridge.steps.filter { !$0.isLevel }.map(\.amount)
      #expect(changes.reduce(bridge.steps[0].amount, +) == bridge.steps.last?.amount, "\(bridge.id)")
    }
  }

  /// Two nodes and a new one, worked by hand: sales 100 and 100 at margins of 10 % and 30 % become 150, 60 and 40, profit
  /// 18, 15 and 12. m0 = 40 / 200 = 20 %. Volume (250 − 200) 20 % = 10; mix 150 (10 % − 20 %) + 60 (30 % − 20 %) = −9;
  /// rate (18 − 15) + (15 − 18) = 0; new 12 − 40 x 20 % = 4; 40 + 10 − 9 + 0 + 4 = 45.
  @Test func profitBridgeIsTheWorkedExample() throws {
    var facts = SampleFacts()
    facts.countries = [("Europe", "France"), ("Europe", "Germany"), ("Pacific", "Australia")]
    facts.channels = ["Internet"]
    facts.categories = ["Bikes"]
    var rows = SampleRows(facts: facts).packRows()
    let values: [String: [String: (Int64, Int64?)]] = [
      "sales": [
        "France": (150_00, 100_00), "Germany": (60_00, 100_00), "Australia": (40_00, nil),
        "(all)": (250_00, 200_00),
      ],
      "profit": [
        "France": (18_00, 10_00), "Germany": (15_00, 30_00), "Australia": (12_00, nil), "(all)": (45_00, 40_00),
      ],
    ]
    for domain in rows.domains.indices.prefix(2) {
      for index in rows.domains[domain].kpis.indices {
        var row = rows.domains[domain].kpis[index]
        guard row.period == "ytd", row.comparison == "ac_py", ["total", "leaf"].contains(row.level),
          let (now, before) = values[rows.domains[domain].domain.name]?[row.keys.values[1]]
        else { continue }
        row.value = Amount(scaled: now, decimals: 2)
        row.reference = before.map { Amount(scaled: $0, decimals: 2) }
        rows.domains[domain].kpis[index] = row
      }
    }
    var definition = try Sample.definition()
    definition.executive.rows.removeAll { $0.indent > 0 }
    let context = try BuildContext(definition, rows, Sample.language())
    let asked = try #require(definition.domains[1].profitBridge)
    guard case .bridge(let bridge) = try ProfitBridgeBuilder(context: context).bridge("profit", asked, id: "b")
    else {
      Issue.record("no bridge")
      return
    }
    #expect(bridge.steps.map(\.amount.description) == ["40.00", "10.00", "-9.00", "0.00", "4.00", "45.00"])
    #expect(bridge.steps.map(\.label).dropFirst().dropLast() == ["Volume", "Mix", "Margin rate", "New"])
  }

  @Test func aBridgeThatDoesNotCloseIsRefused() throws {
    var rows = SampleRows().packRows()
    let index = try #require(
      rows.domains[0].kpis.firstIndex {
        $0.level == "country" && $0.period == "fy" && $0.comparison == "outlook_py"
      })
    rows.domains[0].kpis[index].variance = Amount(scaled: 1, decimals: 2)
    let error = #expect(throws: PackError.self) {
      _ = try PackContent(Sample.definition(), rows, Sample.language())
    }
    #expect(
      error?.message.contains("do not lead from prior year to the outlook") == true, "\(error?.message ?? "")")
  }
}
