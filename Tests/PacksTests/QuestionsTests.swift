import Forecasting
import Testing

@testable import Packs

/// What pages say of where a number is from.
@Suite struct QuestionsTests {
  /// By hand, after PostgreSQL's rules for literals and quoted names.
  @Test(arguments: [
    ("select a from b where c = 'x' and d = 'y'", "select a from b where c = $1 and d = $2", ["x", "y"]),
    ("c = 'it''s' and d = 'it''s'", "c = $1 and d = $1", ["it's"]),
    ("\"it's $1\" = 'x' and \"a\"\"'b\" = ''", "\"it's $1\" = $1 and \"a\"\"'b\" = $2", ["x", ""]),
    ("as_of_month = '2013-11-01' and h = 12", "as_of_month = '2013-11-01' and h = $1", ["12"]),
    ("value / 12 where m = '2013-10-01'", "value / 12 where m = $1", ["2013-10-01"]),
    ("amount = 50000.00 and n = 5", "amount = $1 and n = $2", ["50000.00", "5"]),
    ("amount = -50000.00", "amount = -50000.00", []),
  ])
  func literalsBecomeNumbers(text: String, question: String, values: [String]) {
    let found = Questions.split(text, keeping: "2013-11-01")
    #expect(found.question == question)
    #expect(found.values == values)
  }

  @Test func whatSeparatesValuesIsMarkedInThem() {
    var row = Table.Row([.text("a"), .count(1)])
    row.queries["n"] = #"select 1 where a = 'x|y' and b = '\'"#
    let table = Table(
      id: "t", title: Title(who: "", what: "", when: ""),
      columns: [Table.Column("name", "", .text), Table.Column("n", "N")], rows: [row, row])
    let questions = Questions([("p", table), ("other", table)], asOf: Month(year: 2013, month: 11))
    #expect(questions.reference(row.queries["n"] ?? "") == #"q1|x\|y|\\"#)
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
