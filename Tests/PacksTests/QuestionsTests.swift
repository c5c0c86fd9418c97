import Forecasting
import Testing

@testable import Packs

/// What pages say of where a number is from.
@Suite struct QuestionsTests {
  @Test func whatSeparatesValuesIsMarkedInThem() {
    var row = Table.Row([.text("a"), .count(1)])
    row.queries["n"] = .computed("select 1 where a = \("x|y") and b = \("\\")")
    let table = Table(
      id: "t", title: Title(who: "", what: "", when: ""),
      columns: [Table.Column("name", "", .text), Table.Column("n", "N")], rows: [row, row])
    let questions = Questions([("p", table), ("other", table)], asOf: Month(year: 2013, month: 11))
    #expect(questions.references(table).cells == [[nil, #"q1|x\|y|\\"#], [nil, #"q1|x\|y|\\"#]])
    #expect(questions.entries(on: ["p"]).map(\.text) == ["select 1 where a = $1 and b = $2"])
    #expect(questions.entries(on: ["none"]).isEmpty)
  }

  /// Every attribute of every file names a question of the file's own list, and no question is there in vain.
  @Test func everyFileHasItsQuestions() throws {
    let renderer = try HTMLRenderer(templates: Sample.templates)
    let content = try Sample.content(HostileTests.facts)
    let files =
      [renderer.render(content, workbook: "pack.xlsx")]
      + renderer.renderPages(content, workbook: "pack.xlsx").map(\.text)
    for file in files {
      let named = Set(file.matches(of: /data-(?:sql|from|read)="([^"|]*)/).map { String($0.output.1) })
      let listed = Set(file.matches(of: /<dt id="(q\d+)">/).map { String($0.output.1) })
      #expect(named == listed)
    }
    #expect(files[0].contains("<dt id=\"q1\">"))
  }
}
