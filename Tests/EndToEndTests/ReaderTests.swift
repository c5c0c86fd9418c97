import Foundation
import Testing

/// The demo's pack as its readers have it: the page in Chromium, the workbook in LibreOffice, both against the views.
@Suite(.serialized) struct ReaderTests {
  private static let fixtures = Sandbox.packageRoot.appendingPathComponent("Tests")
  private static let python =
    ProcessInfo.processInfo.environment["FORECASTPACK_TEST_PYTHON"]
    ?? Sandbox.packageRoot.appendingPathComponent(".forecastpack/test/bin/python").path

  @Test func pageAndWorkbookShowWhatTheViewsSay() throws {
    let sandbox = try DemoTests.first.get().sandbox
    let pack = sandbox.root.appendingPathComponent("packs/2013-11")
    let workbook = pack.appendingPathComponent("forecast-pack-2013-11.xlsx")
    let page = sandbox.root.appendingPathComponent("page.html")
    let document = try run(
      [
        "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--dump-dom",
        pack.appendingPathComponent("index.html").absoluteString,
      ], in: sandbox)
    try document.write(to: page, atomically: true, encoding: .utf8)
    let office = sandbox.root.appendingPathComponent("office")
    _ = try run(
      [
        "soffice", "-env:UserInstallation=\(office.appendingPathComponent("profile").absoluteString)",
        "--headless",
        "--convert-to", "xlsx", "--outdir", office.path, workbook.path,
      ], in: sandbox)
    let recalculated = office.appendingPathComponent(workbook.lastPathComponent)

    let script = Self.fixtures.appendingPathComponent("EndToEndTests/Readers/totals.py")
    let seen = try run([Self.python, script.path, page.path, recalculated.path], in: sandbox)
    let views = try sandbox.query(
      """
      select label || '|' || round(ac / 1000) || '|' || round(py / 1000) || '|' || coalesce(round(ytd / 1000)::text, '')
      from (
        select 1 as line, 'Sales' as label, sum(value) filter (where period = 'month') as ac,
          sum(variance) filter (where period = 'month') as py, sum(value) filter (where period = 'ytd') as ytd
        from ml.kpi_monthly_sales
        where as_of_month = '2013-11-01' and level = 'total' and comparison = 'ac_py'
        union all
        select 2, 'Reseller', sum(value) filter (where period = 'month'),
          sum(variance) filter (where period = 'month'), sum(value) filter (where period = 'ytd')
        from ml.kpi_monthly_sales
        where as_of_month = '2013-11-01' and level = 'channel' and channel = 'Reseller' and comparison = 'ac_py'
        union all
        select 3, 'Gross profit', sum(value) filter (where period = 'month'),
          sum(variance) filter (where period = 'month'), sum(value) filter (where period = 'ytd')
        from ml.kpi_monthly_profit
        where as_of_month = '2013-11-01' and level = 'total' and comparison = 'ac_py'
        union all
        select 4, 'Inventory', sum(value) filter (where period = 'month'),
          sum(variance) filter (where period = 'month'), null
        from ml.kpi_monthly_inventory
        where as_of_month = '2013-11-01' and level = 'total' and comparison = 'ac_py'
      ) measure order by line
      """)
    #expect(seen == views + "\n" + views + "\n")

    // Every formula's cached value, as openpyxl reads it, is what LibreOffice calculates.
    let compare = Self.fixtures.appendingPathComponent("PacksTests/Fixtures/recalculate.py")
    let formulas = try run([Self.python, compare.path, workbook.path, recalculated.path], in: sandbox)
    #expect((Int(formulas.trimmingCharacters(in: .whitespacesAndNewlines)) ?? 0) > 500)
  }

  /// The Excel Tables of the workbook have the columns of the relations that they are, in their order. (Their rows are
  /// counted and added up by the database when they are written.)
  @Test func excelTablesAreTheDatabases() throws {
    let sandbox = try DemoTests.first.get().sandbox
    let workbook = sandbox.root.appendingPathComponent("packs/2013-11/forecast-pack-2013-11.xlsx")
    let script = Self.fixtures.appendingPathComponent("EndToEndTests/Readers/tables.py")
    let seen = try run([Self.python, script.path, workbook.path], in: sandbox)
    let stored = try sandbox.query(
      """
      with tables (name, relation) as (
        select 'Pred' || initcap(domain) || '1m', 'ml_pred_' || domain || '_1m' from ml.domains
        union all
        select 'Pred' || initcap(domain), 'ml_pred_' || domain from ml.domains
        union all
        select 'Actual' || initcap(domain), 'actual_' || domain from ml.domains
        union all
        select 'PlanSales', 'vintage_plan_sales'
      )
      select name || '|' || string_agg(attname, ',' order by attnum)
      from tables
      join pg_attribute on attrelid = ('ml.' || relation)::regclass and attnum > 0 and not attisdropped
      group by name order by name collate "C"
      """)
    #expect(seen == stored + "\n")
    // Each column has a meaning in the dictionary, which is the database's.
    let silent = try sandbox.query(
      """
      select relname || '.' || attname from pg_class
      join pg_attribute on attrelid = pg_class.oid and attnum > 0 and not attisdropped
      where relnamespace = 'ml'::regnamespace and relname ~ '^(ml_pred|actual|vintage_plan)_(sales|profit|inventory)(_1m)?$'
        and col_description(attrelid, attnum) is null
      """)
    #expect(silent.isEmpty)
  }

  /// Every number of the one-file page and of the folder's pages, in tables and in charts, against SQL over the views.
  @Test func everyNumberIsTheViews() throws {
    let sandbox = try DemoTests.first.get().sandbox
    let pack = sandbox.root.appendingPathComponent("packs/2013-11")
    let script = Self.fixtures.appendingPathComponent("EndToEndTests/Readers/walk.py").path
    let psql = [Sandbox.executable.path, "db", "psql", "--", "-AtXq", "-v", "ON_ERROR_STOP=1"]
    let found = try run(
      [Self.python, script, pack.appendingPathComponent("index.html").path, "2013-11"] + psql, in: sandbox)
    let counts = found.split(separator: " ").compactMap { Int($0) }
    #expect(counts.count == 2 && counts[0] > 2000 && counts[1] > 200, "\(found)")
    // A negative or tiny base gives no silly percentage: UK reseller profit, countries that were new.
    let page = try String(contentsOf: pack.appendingPathComponent("index.html"), encoding: .utf8)
    #expect(page.firstMatch(of: /[+−](30[1-9]|3[1-9]\d|[4-9]\d\d|\d+,\d{3})\x{a0}%/) == nil)
    // Price, volume and mix are among them.
    for part in ["-data", "-nodes", "-products"] {
      #expect(page.contains("id=\"t-sales-price-volume\(part)\""))
    }
    // All pages in one file, to send.
    #expect(page.utf8.count < 1_000_000)
    let kingdom = try #require(page.firstRange(of: "id=\"t-variance-profit-europe-united-kingdom-table\""))
    let reseller = try #require(page[kingdom.upperBound...].firstRange(of: "<bdi>Reseller</bdi>"))
    #expect(page[reseller.upperBound...].prefix { $0 != "\n" }.contains("n/a"))
  }

  private func run(_ words: [String], in sandbox: Sandbox) throws -> String {
    let outcome = try Outcome.of(words, in: sandbox.root)
    try #require(outcome.status == 0, "\(words[0]): \(outcome.errors)")
    return outcome.output
  }
}
