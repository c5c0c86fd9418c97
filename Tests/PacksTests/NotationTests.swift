import Foundation
import Testing

@testable import Packs

/// One example a rule that breaks it.
@Suite struct NotationTests {
  /// In the definition: the first line that starts as it says is replaced, and named.
  @Test(arguments: [
    (NotationRule.titleWho, "organisation:", "organisation: \" \""),
    (.unitMissing, "currency:", "currency: \"\""),
    (
      .preferenceMissing, "    - {label: Margin %",
      "    - {label: Margin %, ratio: {numerator: profit, denominator: sales}}"
    ),
    (.chartForbidden, "  charts:", "  charts: [{domain: sales, type: pie}]"),
    (.seriesUnlabelled, "    - {label: Sales,", "    - {label: \"\", domain: sales}"),
    (
      .percentAlone, "    - {label: ΔPY,",
      "    - {label: \"R12 ΔPY %\", period: r12, comparisons: [ac_py], show: percent, stock: blank}"
    ),
    (
      .stockOverTime, "    - {label: YTD,",
      "    - {label: YTD, period: ytd, comparisons: [ac_py, ac_pl], show: value}"
    ),
    (.termUndefined, "  - {term: PY,", "  - {term: LY, meaning: Last year.}"),
  ])
  func theDefinitionBreaksIt(rule: NotationRule, start: String, replacement: String) throws {
    var lines = try String(contentsOfFile: Sample.root + "/reports/monthly-pack.yml", encoding: .utf8)
      .components(separatedBy: "\n")
    let index = try #require(lines.firstIndex { $0.hasPrefix(start) })
    lines[index] = replacement
    let error = #expect(throws: PackError.self) {
      _ = try PackDefinition.parse(lines.joined(separator: "\n"), file: "pack.yml")
    }
    #expect(error?.kind == .definition)
    #expect(error?.file == "pack.yml")
    #expect(error?.line != nil)
    #expect(error?.message.contains("[\(rule.rawValue)]") == true, "\(error?.description ?? "no error")")
  }

  @Test(arguments: [
    (NotationRule.titleWho, Title(who: "", what: "Sales, USD k", when: "Nov: AC"), "AC"),
    (.titleWhat, Title(who: "A", what: " ", when: "Nov: AC"), "AC"),
    (.titleWhen, Title(who: "A", what: "Sales, USD k", when: ""), "AC"),
    (.unitMissing, Title(who: "A", what: "Sales", when: "Nov: AC"), "AC"),
    (.seriesUnlabelled, Title(who: "A", what: "Sales, USD k", when: "Nov: AC"), ""),
  ])
  func aTableBreaksIt(rule: NotationRule, title: Title, label: String) throws {
    let table = Table(
      id: "t", title: title, columns: [Table.Column("name", "", .text), Table.Column("ac", label)],
      rows: [Table.Row([.text("Total"), .money(.init(scaled: 1, decimals: 2))])])
    let error = #expect(throws: PackError.self) { try NotationLinter.check(table, on: "page", ["USD"]) }
    #expect(error?.kind == .definition)
    #expect(
      error?.message.hasPrefix("[\(rule.rawValue)] 't' on the page 'page'") == true, "\(error?.message ?? "")")
  }

  @Test func anAxisThatDoesNotStartAtZeroBreaksIt() throws {
    let scale = ChartScale(page: "p", chart: "c", unit: "USD", axis: 10...20, hasScaleBar: true)
    let error = #expect(throws: PackError.self) { try NotationLinter.check([scale]) }
    #expect(error?.message.hasPrefix("[axis-truncated] 'c'") == true)
  }

  @Test func twoScalesWithoutABarBreakIt() throws {
    let first = ChartScale(page: "p", chart: "a", unit: "USD", axis: 0...20, hasScaleBar: false)
    var second = first
    (second.chart, second.axis) = ("b", 0...30)
    let error = #expect(throws: PackError.self) { try NotationLinter.check([first, second]) }
    #expect(error?.message.hasPrefix("[scale-unequal] 'b'") == true)
    (second.axis) = first.axis
    try NotationLinter.check([first, second])
  }

  @Test func theProjectsOwnPackBreaksNone() throws {
    let content = try Sample.whole.get()
    try NotationLinter.check(content)
  }
}
