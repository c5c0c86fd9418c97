import Foundation
import Testing

@testable import Packs

/// No claim without its number: what sentences say is in the tables.
@Suite struct CommentaryTests {
  private static func sentences(_ content: PackContent) -> [Sentence] {
    content.messages + [content.executive.trust]
      + content.domains.flatMap { $0.messages + [$0.trust] + $0.losses }
  }

  @Test(arguments: ["en", "de"]) func everyFigureIsACell(code: String) throws {
    var definition = try Sample.definition()
    definition.language = code
    let content = try PackContent(definition, SampleRows().packRows(), Sample.language(code))
    let tables = Dictionary(content.tables.map { ($0.table.id, $0.table) }) { first, _ in first }
    var count = 0
    for sentence in Self.sentences(content) {
      for figure in sentence.figures {
        let table = try #require(tables[figure.table], "\(figure)")
        let column = try #require(table.column(figure.column), "\(figure)")
        let cell = table.rows[figure.row].cells[column]
        let written = [Quote.Style.plain, .signed, .magnitude].compactMap {
          Quote.text(cell, $0, content.numbers, content.language)
        }
        #expect(written.contains(figure.text), "\(figure): \(cell)")
        count += 1
      }
      // What is left has no digits but those of years, ranges, tolerances and horizons.
      for case .words(let words) in sentence.parts {
        let rest = words.replacing(/20\d\d|80[ -]%|10 %|USD|\d+ (months ahead|Monate voraus)/, with: "")
        #expect(!rest.contains { $0.isNumber }, "'\(words)' in '\(sentence.text)'")
      }
    }
    #expect(count > 60)
  }

  @Test func itSaysWhatMoved() throws {
    let content = try Sample.whole.get()
    let sales = content.domains[0].messages.map(\.text)
    #expect(sales[0].hasPrefix("Sales Nov 2013: "))
    #expect(sales[0].contains(" on prior year, "))
    #expect(sales[0].contains(" moved most on prior year: +"))
    #expect(sales[1].hasPrefix("Outlook Jan..Dec 2013: "))
    #expect(sales.contains { $0.hasPrefix("Least sure is Nov 2014: ") }, "\(sales)")
    #expect(sales.contains { $0.contains("Sales by channel, USD k: of +") }, "\(sales)")
    let profit = content.domains[1].messages.map(\.text)
    #expect(profit.contains { $0.contains("Volume +") && $0.contains("Margin rate ") }, "\(profit)")
  }
}
