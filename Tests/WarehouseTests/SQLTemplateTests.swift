import Testing

@testable import Warehouse

@Suite struct SQLTemplateTests {
  @Test func replacesEachPlaceholderOnce() throws {
    let template = SQLTemplate(text: "select {{a}}, {{b}}, {{a}} }} {")
    #expect(try template.filled(["a": "{{b}}", "b": "2"]) == "select {{b}}, 2, {{b}} }} {")
  }

  @Test func refusesAPlaceholderThatNobodyFills() {
    #expect(throws: SQLTemplate.UnknownPlaceholder(name: "shema", known: ["schema"])) {
      try SQLTemplate(text: "select 1 from {{shema}}.t").filled(["schema": "x"])
    }
  }
}
