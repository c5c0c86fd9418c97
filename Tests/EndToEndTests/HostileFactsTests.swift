import Foundation
import Testing

/// Names in the facts that would do harm where they are not quoted: as SQL, markup, formulas, mail headers, shell words,
/// paths, templates, lines of a log. They go from the facts through dbt to every output, and each output is read by a
/// program that is not ours.
@Suite(.serialized) struct HostileFactsTests {
  private static let environment = ["SOURCE_DATE_EPOCH": "1386720000"]
  private static let tests = Sandbox.packageRoot.appendingPathComponent("Tests")
  private static let corpus = tests.appendingPathComponent("EndToEndTests/Readers/hostile.json")
  private static let python =
    ProcessInfo.processInfo.environment["FORECASTPACK_TEST_PYTHON"]
    ?? Sandbox.packageRoot.appendingPathComponent(".forecastpack/test/bin/python").path

  @Test func namesStayNames() throws {
    let sandbox = try Sandbox()
    let names = try JSONDecoder().decode([String].self, from: Data(contentsOf: Self.corpus))
    try expect(sandbox, ["load"])
    try rename(sandbox)

    let month = try expect(
      sandbox, ["run", "--from", "2013-10", "--to", "2013-11", "--log-format", "json", "--verbose"])
    for line in month.errors.split(separator: "\n") {
      #expect(throws: Never.self, "\(line)") { try JSONSerialization.jsonObject(with: Data(line.utf8)) }
    }
    let stored = try sandbox.query(
      """
      select json_agg(name order by name collate "C") from (
        select distinct unnest(keys) as name from ml.series
      ) name
      """)
    let known = try JSONDecoder().decode([String].self, from: Data(stored.utf8))
    #expect(Set(names).subtracting(known) == [], "every name of the corpus has series")
    #expect(try sandbox.query("select count(*) > 0 from ml.forecast_run") == "t")

    try expect(sandbox, ["verify", "packs/2013-11"])
    try expect(sandbox, ["send", "--draft"])
    try expect(sandbox, ["accuracy"])
    try expect(sandbox, ["restatements", "--as-of", "2013-10"])
    let pack = sandbox.root.appendingPathComponent("packs/2013-11")
    let page = Self.tests.appendingPathComponent("PacksTests/Fixtures/page.py").path
    try run([Self.python, page, pack.appendingPathComponent("index.html").path], in: sandbox)
    let reader = Self.tests.appendingPathComponent("EndToEndTests/Readers/hostile.py").path
    let found = try run(
      [
        Self.python, reader, Self.corpus.path, pack.path,
        sandbox.root.appendingPathComponent("mail/2013-11/finance.eml").path,
      ],
      in: sandbox)
    #expect(found == "24 names in page, workbook and CSV\n")

    // Nothing was executed, and no name became a path: neither beside the run nor above it.
    let above = sandbox.root.deletingLastPathComponent()
    let begun = sandbox.root.appendingPathComponent("forecastpack.yml").path
    for (folder, depth) in [(sandbox.root, "99"), (above, "1")] {
      let marks = try Outcome.of(
        ["find", folder.path, "-maxdepth", depth, "-newer", begun]
          + ["(", "-name", "hostile-shell*", "-o", "-name", "hostile-path*", ")"],
        in: sandbox.root)
      #expect(marks.status == 0, "\(marks.errors)")
      #expect(marks.output == "", "\(marks.output)")
    }
  }

  private func rename(_ sandbox: Sandbox) throws {
    let text = try String(contentsOf: Self.corpus, encoding: .utf8)
    _ = try sandbox.query(
      """
      with corpus as (select $corpus$\(text)$corpus$::json as name)
      update raw.dim_sales_territory
      set sales_territory_country = name ->> (sales_territory_key::int - 1),
        sales_territory_group = name ->> (sales_territory_key::int + 9)
      from corpus where sales_territory_key::int <= 10;
      with corpus as (select $corpus$\(text)$corpus$::json as name)
      update raw.dim_product_category
      set english_product_category_name = name ->> (product_category_key::int + 19)
      from corpus
      """)
  }

  @discardableResult private func expect(_ sandbox: Sandbox, _ words: [String]) throws -> Outcome {
    let outcome = try sandbox.forecastpack(words, environment: Self.environment)
    try #require(outcome.status == 0, "\(words): \(outcome.errors)")
    return outcome
  }

  @discardableResult private func run(_ words: [String], in sandbox: Sandbox) throws -> String {
    let outcome = try Outcome.of(words, in: sandbox.root)
    try #require(outcome.status == 0, "\(words): \(outcome.errors)")
    return outcome.output
  }
}
