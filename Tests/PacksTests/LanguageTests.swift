import Domains
import Forecasting
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
    var definition = try GoldenTests.definition()
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

  /// What the database says in English, a German pack says in German; a user's own stays as the user named it.
  @Test func aGermanPackHasGermanWordsForTheDatabase() throws {
    var definition = try Sample.definition()
    definition.language = "de"
    var rows = SampleRows(facts: GoldenTests.facts).packRows()
    let zero = Amount(scaled: 0, decimals: 2)
    rows.checks = [
      CheckRow(
        name: "sales: ac_py of the month: leaves sum to level country", domain: "sales", expectedSource: "a",
        actualSource: "b", expected: zero, actual: zero, code: "month_variance", level: "country",
        comparison: "ac_py"),
      CheckRow(
        name: "sales: my own check", domain: "sales", expectedSource: "my table", actualSource: "yours",
        expected: zero, actual: zero),
    ]
    rows.findings.append(
      Finding(severity: .info, code: "my_gate", domain: "sales", count: 1, message: "as I say it"))
    rows.comments = [
      AnalystComment(
        domain: "sales", level: "total", keys: SeriesKey(["(all)", "(all)", "(all)", "(all)"]), period: "month",
        comparison: "ac_py", about: zero, author: "Ann", text: "why")
    ]
    let content = try PackContent(definition, rows, Sample.language("de"))
    let checks = content.checksTable.rows
    #expect(checks[0].cells[0] == .text("sales: AC zu PY des Monats: Blätter ergeben die Ebene country"))
    #expect(checks[0].cells[2] == .text("Abweichung in kpi_monthly_sales, Ebene country"))
    // The database is asked for the check by its own name.
    #expect(checks[0].source?["name"] == .text("ac_py of the month: leaves sum to level country"))
    #expect(checks[1].cells[0] == .text("sales: my own check") && checks[1].cells[1] == .text("my table"))
    let findings = content.findings.all.rows.map { $0.cells[6].text(content.numbers, content.language) }
    #expect(findings.contains("as I say it"))
    #expect(
      findings.contains {
        $0.hasPrefix("Monate ohne Zeile zwischen der ersten und der letzten zählen als null: ")
      })
    #expect(content.comments.map(\.subject) == ["Sales, Monat AC zu PY"])
    let dictionary = DictionaryTable(content: content).table().rows.map { $0.cells[4] }
    #expect(dictionary.contains(.text("Schlüssel der Reihe; (all) in Zeilen über seiner Ebene.")))
    #expect(
      dictionary.contains(
        .text("Prognosen: eine Zeile je Lauf, Blattreihe und Horizont. Zeilen werden nie geändert.")))
  }

  /// Every code, relation and column that the program's SQL names has its German words, and none is there in vain.
  @Test func everyCodeOfTheDatabaseHasGermanWords() throws {
    let words = try Sample.language("de").database
    func sql(_ path: String) throws -> String {
      try String(contentsOfFile: Sample.root + "/sql/" + path, encoding: .utf8)
    }
    let gates = try FileManager.default.contentsOfDirectory(atPath: Sample.root + "/sql/gates")
      .map { $0.replacing(".sql", with: "") }
    let notes = try sql("models/ml/ml_train_note.sql").matches(of: /'(\w+)' as code/).map {
      String($0.output.1)
    }
    #expect(Set(words.findings.keys) == Set(gates + notes))
    let checks = try sql("domains/repeatable/70_checks.sql")
      .matches(of: /\n    (?:false|true)(?: as latest_only)?,\n    '(\w+)'/).map { String($0.output.1) }
    #expect(Set(words.checks.keys) == Set(checks) && checks.count == 17)
    let comments = try sql("domains/repeatable/90_comments.sql")
    let relations = comments.matches(of: /\n      \('(\w+)_{{domain}}(\w*)'/).map { $0.output.1 + $0.output.2 }
    #expect(Set(words.relations.keys) == Set(relations.map { String($0) }))
    let columns = comments.matches(of: /\n      \('(\w+)', '/).map { String($0.output.1) }
    #expect(Set(words.columns.keys) == Set(columns + [DatabaseWords.key]))
    let facts = try sql("domains/repeatable/51_kpi_monthly.sql")
      .matches(of: #/\n        \('(\w+)', '(\w+)', /#)
    #expect(Set(words.periods.keys).isSuperset(of: facts.map { String($0.output.1) }) && !facts.isEmpty)
    #expect(Set(words.comparisons.keys).isSuperset(of: facts.map { String($0.output.2) }))
  }

  @Test(arguments: [
    (
      "checks: {leaves_sum: {name: \"{who}\", expected: a, actual: b}}",
      "has the name {who}, which nothing stands for"
    ),
    ("checks: {leaves_sum: {name: a, expected: a}}", "lacks the key 'actual'"),
    ("months: {a: b}", "unknown key 'by_code.months'"),
  ])
  func aWrongWordForTheDatabaseIsNamed(entry: String, message: String) throws {
    try Sample.inTemporaryFolder { folder in
      try FileManager.default.createDirectory(atPath: folder + "/messages", withIntermediateDirectories: true)
      let text = try String(contentsOfFile: Sample.templates + "/messages/en.yml", encoding: .utf8)
      try "\(text)\nby_code:\n  \(entry)\n".write(
        toFile: folder + "/messages/en.yml", atomically: true, encoding: .utf8)
      let error = #expect(throws: PackError.self) { _ = try Language.read("en", templates: folder) }
      #expect(error?.line != nil && error?.message.contains(message) == true, "\(error?.description ?? "")")
    }
  }

  /// A pack in a language that puts every text of the message file in guillemets: what stands outside of them, on pages, in
  /// the workbook and in the mail, is the definition's, the layouts' or the data's, and no word of the program itself.
  @Test func noWordIsOutsideTheMessageFile() throws {
    try Sample.inTemporaryFolder { folder in
      let templates = folder + "/templates"
      try FileManager.default.copyItem(atPath: Sample.templates, toPath: templates)
      try Self.guillemets(try Sample.language()).write(
        toFile: templates + "/messages/xx.yml", atomically: true, encoding: .utf8)
      var definition = try GoldenTests.definition()
      definition.language = "xx"
      var rows = SampleRows(facts: GoldenTests.facts).packRows()
      rows.domains[0].valueAdded = Self.steps(rows.domains[0].domain)
      AmendmentTests.adjust(&rows)
      let content = try PackContent(definition, rows, Language.read("xx", templates: templates))
      try HTMLRenderer(templates: templates).render(content, workbook: "pack.xlsx").write(
        toFile: folder + "/index.html", atomically: true, encoding: .utf8)
      try WorkbookRenderer(content, templates: templates).render(
        to: folder + "/pack.xlsx", rows: Sample.data(GoldenTests.facts), timestamp: Sample.timestamp)
      let links = MailRenderer.Links(pack: "", workbook: .attached, bytes: 1)
      let mail = try MailRenderer(templates: templates).render(content, links).text
      let said =
        mail.replacing("\n", with: " ") + "\n"
        + (try TestPython.run("said.py", [folder + "/index.html"])
          + TestPython.run("words.py", [folder + "/pack.xlsx"]))
      let theirs = try String(contentsOfFile: Sample.root + "/reports/monthly-pack.yml", encoding: .utf8)
      var known = Set(Self.words(theirs)).union(Self.words(String(reflecting: rows)))
      // Codes of the notation, files, sheets named for domains, labels within a line.
      known.formUnion(["WAPE", "MASE", "Bias", "YTD", "yml", "docs", "Profit", "Inventory", "gross"])
      // Keys of the dataset as heads of columns.
      known.formUnion(["Channel", "Category"])
      let left = said.split(separator: "\n").flatMap { line in
        Self.words(Self.outside(String(line))).filter { !known.contains($0) }.map { "\($0) in: \(line)" }
      }
      #expect(Set(left).isEmpty, "\(Set(left).sorted().prefix(40).joined(separator: "\n"))")
      #expect(said.contains("«"))
    }
  }

  private static func steps(_ domain: Domain) -> [ValueAddedRow] {
    ["seasonal_naive", "model", "reconciled", "adjusted"].map { step in
      ValueAddedRow(
        windowMonths: 12, level: Domain.Level.total, keys: SeriesKey(domain.keys.map { _ in Domain.Level.all }),
        horizon: 1, origin: "backfilled", step: step, pairs: 11, changedPairs: 11,
        sumAbsoluteActual: Amount(scaled: 50_000, decimals: 2),
        sumAbsoluteError: Amount(scaled: 9_000, decimals: 2),
        valueAdded: Amount(scaled: 0, decimals: 2), wape: 0.18)
    }
  }

  private static func guillemets(_ language: Language) -> String {
    let months = (1...12).map { "«\(language.shortName(Month(year: 2013, month: $0)))»" }
    let texts = Message.allCases.map { message in
      let text = language.text(
        message, Dictionary(uniqueKeysWithValues: message.names.map { ($0, "{\($0)}") }))
      return "\(message.rawValue): '«\(text.replacing("'", with: "''"))»'"
    }
    return "months: [\(months.joined(separator: ", "))]\n\(texts.joined(separator: "\n"))\n"
  }

  /// What no guillemets are around.
  private static func outside(_ text: String) -> String {
    var depth = 0
    return String(
      text.filter { character in
        if character == "«" { depth += 1 }
        defer { if character == "»" { depth -= 1 } }
        return depth == 0
      })
  }

  private static func words(_ text: String) -> [String] {
    // What has an underscore is the name of a relation or column.
    text.replacing(/[A-Za-z0-9]*_\w*/, with: "").split { !$0.isLetter }.map(String.init).filter { $0.count > 2 }
  }
}
