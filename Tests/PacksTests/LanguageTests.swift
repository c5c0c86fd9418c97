import Foundation
import Testing

@testable import Packs

@Suite struct LanguageTests {
  @Test(arguments: [
    ("summary: Summary", "sumary: Summary", "lacks the key 'summary'"),
    ("total: Total", "total: \"{who} total\"", "has the name {who}, which nothing stands for; there are none"),
    ("others: ", "others: \"{number} others\"", "there are {count}"),
    ("total: Total", "total: Total\nmore: text", "unknown key 'more'"),
    ("months: ", "months: [Jan]", "has 1 names; expected 12"),
  ])
  func aWrongTextIsNamed(start: String, replacement: String, message: String) throws {
    try Sample.inTemporaryFolder { folder in
      try FileManager.default.createDirectory(atPath: folder + "/messages", withIntermediateDirectories: true)
      var lines = try String(contentsOfFile: Sample.templates + "/messages/en.yml", encoding: .utf8)
        .components(separatedBy: "\n")
      let index = try #require(lines.firstIndex { $0.hasPrefix(start) })
      lines[index] = replacement
      try lines.joined(separator: "\n").write(
        toFile: folder + "/messages/en.yml", atomically: true, encoding: .utf8)
      let error = #expect(throws: PackError.self) { _ = try Language.read("en", templates: folder) }
      #expect(error?.file == folder + "/messages/en.yml")
      #expect(error?.line != nil)
      #expect(error?.message.contains(message) == true, "\(error?.description ?? "")")
    }
  }

  @Test func aLanguageWithoutFileIsNamed() {
    let error = #expect(throws: PackError.self) { _ = try Language.read("tlh", templates: Sample.templates) }
    #expect(error?.file == Sample.templates + "/messages/tlh.yml")
  }

  @Test func aGermanPackSpeaksGerman() throws {
    var definition = try Sample.definition()
    definition.language = "de"
    let content = try PackContent(definition, SampleRows().packRows(), Sample.language("de"))
    let page = try HTMLRenderer(templates: Sample.templates).render(content, workbook: "pack.xlsx")
    #expect(page.contains("<html lang=\"de\">"))
    #expect(page.contains("Abweichungen, Nov 2013"))
    #expect(content.domains[0].messages[0].text.contains(" zum Vorjahr, "))
    #expect(!page.contains("Skip to the content"))
  }

  /// The workbook's own words too: nothing that is English in `en.yml` and other in `de.yml` is left.
  @Test func aGermanWorkbookSpeaksGerman() throws {
    var definition = try Sample.definition()
    definition.language = "de"
    let (english, german) = (try Sample.language(), try Sample.language("de"))
    let content = try PackContent(definition, SampleRows(facts: GoldenTests.facts).packRows(), german)
    try Sample.inTemporaryFolder { folder in
      try WorkbookRenderer(content, templates: Sample.templates).render(
        to: folder + "/pack.xlsx", rows: Sample.data(GoldenTests.facts), timestamp: Sample.timestamp)
      let book = try TestPython.run("words.py", [folder + "/pack.xlsx"])
      let cells = Set(book.split(separator: "\n"))
      // What the definition says is in its own language.
      let said = try String(contentsOfFile: Sample.root + "/reports/monthly-pack.yml", encoding: .utf8)
      let left = Message.allCases.filter { message in
        let words = english.text(message)
        return words != german.text(message) && cells.contains(Substring(words)) && !said.contains(words)
      }
      #expect(left.isEmpty)
      for word in ["Abweichungen", "Annahmen", "Wörterbuch", "ENTWURF, nicht freigegeben", "Stichmonat"] {
        #expect(book.contains(word), "\(word)")
      }
    }
  }
}
