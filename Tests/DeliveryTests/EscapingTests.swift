import Foundation
import Testing

@testable import Delivery

/// Text from data survives M, DAX, TMDL and JSON: what an independent reader of the language reads is what was meant.
@Suite struct EscapingTests {
  static let texts = [
    "plain", "two words", "it's", "a \"quoted\" word", "bad]name", "]]", "#(lf)", "##(x", "#\u{301}(",
    "two\nlines",
    "cr\r\nlf", "tab\t", "'\u{301}", "\"\u{301}", "]\u{301}", "ไทย", "שלום \u{202E}", "クラス", "\u{2028}",
    "\u{1}", "😀",
    "a.b=c:d", " padded ", "",
  ]

  @Test(arguments: texts) func powerQueryText(_ text: String) {
    let literal = PowerQuery.text(text)
    #expect(Readers.powerQuery(literal).map { Array($0.utf8) } == Array(text.utf8))
    #expect(!literal.contains("\n") && !literal.contains("\r\n"))
  }

  @Test(arguments: texts) func namesInExpressions(_ text: String) throws {
    let tokens = try #require(
      Readers.expression(
        Expression.column(text, of: text) + " = " + Expression.measure(text) + " & " + Expression.text(text)))
    #expect(
      tokens == [
        .quoted(text), .bracketed(text), .mark("="), .bracketed(text), .mark("&"), .literal(text),
      ])
  }

  @Test(arguments: texts) func namesOfObjects(_ text: String) {
    let name = ObjectNames.clean(text)
    #expect(name == name.trimmingCharacters(in: .whitespacesAndNewlines) && !name.isEmpty)
    #expect(name.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control })
    let (read, rest) = TabularReader.name(Substring(TabularText.name(name)))
    #expect(Array(read.utf8) == Array(name.utf8) && rest.isEmpty)
  }

  @Test(arguments: texts) func json(_ text: String) throws {
    let document = JSONText.object([JSONText.Member(name: text, value: .string(text))]).document
    let read = try JSONSerialization.jsonObject(with: Data(document.utf8)) as? [String: String]
    #expect(
      read?.first.map { Array($0.key.utf8) + Array($0.value.utf8) } == Array(text.utf8) + Array(text.utf8))
  }

  @Test func namesThatDifferOnlyInCaseAreTold() {
    var names = ObjectNames(reserved: ["Date"])
    #expect(
      ["Sales", "SALES", "sales", "date"].map { names.add($0) } == ["Sales", "SALES 2", "sales 3", "date 2"])
  }

  /// 1,000 characters; Power BI takes 100, and a measure's name goes on after the label.
  @Test func longNamesEndInTheirDigest() {
    let (first, second) = (String(repeating: "x", count: 1000), String(repeating: "x", count: 1001))
    #expect(ObjectNames.clean(first).count == 59)
    #expect(ObjectNames.clean(first) != ObjectNames.clean(second))
  }

  @Test func identifiersFollowFromNames() throws {
    let guid = Identity.guid("table", "PredSales")
    #expect(guid == Identity.guid("table", "PredSales"))
    #expect(guid != Identity.guid("tableP", "redSales"))
    // RFC 9562: version 8, variant 10.
    #expect(guid.wholeMatch(of: /[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/) != nil)
  }

  @Test func aPlaceholderWithoutValueIsRefused() throws {
    #expect(throws: PowerBIError(file: "t", "no value for '{{b}}'; known: a")) {
      try Placeholders.fill("x {{a}} {{b}}", ["a": "1"], file: "t")
    }
    #expect(
      try Placeholders.fill("  {{a}}\n{{b}}", ["a": "1\n2", "b": "{{a}}"], file: "t") == "  1\n  2\n{{a}}")
  }
}
