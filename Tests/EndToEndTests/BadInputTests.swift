import Foundation
import Testing

/// Each mistake has a clear message and its exit code, and loses nothing.
@Suite(.serialized) struct BadInputTests {
  private static let sandbox = Result<Sandbox, any Error> {
    let sandbox = try Sandbox()
    for step in [["load"], ["run", "--as-of", "2013-11"]] {
      let outcome = try sandbox.forecastpack(step)
      // Not an expectation: its failure would be recorded for one test and pass in silence through the others.
      guard outcome.status == 0 else { throw SetUpFailed(errors: outcome.errors) }
    }
    return sandbox
  }

  private struct SetUpFailed: Error { let errors: String }

  private func expect(
    _ arguments: [String], _ status: Int32, _ message: String, environment: [String: String] = [:],
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let outcome = try Self.sandbox.get().forecastpack(arguments, environment: environment)
    #expect(outcome.status == status, "\(outcome.errors)", sourceLocation: sourceLocation)
    #expect(outcome.errors.contains(message), "\(outcome.errors)", sourceLocation: sourceLocation)
    #expect(!outcome.errors.contains("Fatal error"), sourceLocation: sourceLocation)
  }

  @Test func noServer() throws {
    try expect(["run", "--dsn", "host=/nowhere"], 69, "/nowhere")
  }

  @Test func wrongConfiguration() throws {
    try expect(["run", "--config", "other.yml"], 78, "other.yml: no such file")
    try Self.sandbox.get().configure("horizons: 12", "horizon: 12")
    defer { try? Self.sandbox.get().configure("horizon: 12", "horizons: 12") }
    try expect(["accuracy"], 78, "lacks the key 'horizons'")
  }

  @Test func aGateThatDoesNotExist() throws {
    try Self.sandbox.get().configure("gap: warning", "gapp: warning")
    defer { try? Self.sandbox.get().configure("gapp: warning", "gap: warning") }
    try expect(["run", "--skip-build"], 78, "gates.gapp: is no gate")
  }

  @Test func aMalformedDSNKeepsItsPassword() throws {
    for arguments in [["accuracy"], ["db", "psql"]] {
      let outcome = try Self.sandbox.get().forecastpack(
        arguments + ["--dsn", "postgresql://u:s3cret@[nohost/db"])
      #expect(outcome.status != 0 && outcome.status != 70)
      #expect(!outcome.errors.contains("s3cret"), "\(outcome.errors)")
    }
  }

  /// As after a kill between the commit of a superseding vintage and the renaming of its pack.
  @Test func aPackOfAnotherRunIsMadeAgain() throws {
    let sandbox = try Self.sandbox.get()
    let page = sandbox.root.appendingPathComponent("packs/2013-11/index.html")
    let before = try Data(contentsOf: page)
    let run = try sandbox.query("select run_id from ml.forecast_run where domain = 'sales' and is_current")
    let old = String(decoding: before, as: UTF8.self).replacingOccurrences(
      of: run, with: String(repeating: "0", count: 64))
    try Data(old.utf8).write(to: page)
    let outcome = try sandbox.forecastpack(["run", "--skip-build"])
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(try Data(contentsOf: page) == before)
  }

  @Test func wrongArguments() throws {
    try expect(["run", "--as-of", "2013-13"], 64, "2013-13")
    try expect(["run", "--from", "2013-11"], 64, "--from and --to together")
    try expect(["run", "--from", "2013-11", "--to", "2013-10"], 64, "is after")
    try expect(["accuracy", "--window", "7"], 64, "no window of 7 months")
    try expect(["accuracy", "--levels", "galaxy"], 64, "no domain has a level 'galaxy'")
    try expect(["run"], 78, "SOURCE_DATE_EPOCH", environment: ["SOURCE_DATE_EPOCH": "yesterday"])
  }

  @Test func aDatabaseWithoutTheSchema() throws {
    let sandbox = try Self.sandbox.get()
    _ = try sandbox.query("create database bare", dsn: sandbox.dsn(database: "postgres"))
    try expect(["accuracy", "--dsn", sandbox.dsn(database: "bare")], 78, "run 'forecastpack db migrate'")
    try expect(["train", "--dsn", sandbox.dsn(database: "bare")], 65, "ml_train_")
  }

  @Test func monthsThatAreNotComplete() throws {
    try expect(["run", "--skip-build", "--as-of", "2013-12"], 65, "not complete")
    try expect(["render", "--as-of", "2013-10"], 65, "has no published run as of 2013-10")
    try expect(["predict", "--as-of", "2013-10"], 65, "is not trained")
  }

  /// What dbt would refuse, put into the dataset behind its back.
  @Test(arguments: [
    ("drop_column", "alter table ml.ml_train_sales_monthly rename column channel to outlet", "channel"),
    ("type", "alter table ml.ml_train_sales_monthly alter column sales type text", "sales"),
    ("empty", "truncate ml.ml_train_sales_monthly", "ml_train_sales_monthly"),
    ("day", "update ml.ml_train_sales_monthly set month = month + 1 where month = '2013-11-01'", "first day"),
    ("nan", "update ml.ml_train_sales_monthly set sales = 'NaN' where month = '2013-11-01'", "2013-11"),
    ("all", "update ml.ml_train_sales_monthly set region = '(all)' where month = '2013-11-01'", "(all)"),
    (
      "duplicate",
      """
      create table ml.loose as table ml.ml_train_sales_monthly; drop table ml.ml_train_sales_monthly;
      alter table ml.loose rename to ml_train_sales_monthly;
      insert into ml.ml_train_sales_monthly select * from ml.ml_train_sales_monthly where month = '2013-06-01' limit 1
      """, "duplicate"
    ),
    ("hole", "delete from ml.ml_train_inventory_monthly where month = '2013-06-01'", "2013-06"),
  ])
  func datasetsThatCannotBe(name: String, sql: String, message: String) throws {
    let sandbox = try Self.sandbox.get()
    let administration = try sandbox.dsn(database: "postgres")
    let dsn = try sandbox.dsn(database: "bad_\(name)")
    _ = try sandbox.query("create database bad_\(name) template forecastpack", dsn: administration)
    _ = try sandbox.query(sql, dsn: dsn)
    let before = try sandbox.query("select count(*), max(published_at) from ml.forecast_run", dsn: dsn)
    try expect(["run", "--skip-build", "--dsn", dsn], 65, message)
    #expect(try sandbox.query("select count(*), max(published_at) from ml.forecast_run", dsn: dsn) == before)
    _ = try sandbox.query("drop database bad_\(name)", dsn: administration)
  }

  @Test func keysOfAnyText() throws {
    let sandbox = try Self.sandbox.get()
    let administration = try sandbox.dsn(database: "postgres")
    let dsn = try sandbox.dsn(database: "hostile")
    _ = try sandbox.query("create database hostile template forecastpack", dsn: administration)
    _ = try sandbox.query(
      """
      update ml.ml_train_sales_monthly set country = case country
        when 'France' then E'O''Brien "&<b>\\n\\u202eRTL' when 'Germany' then repeat('ü', 1000)
        when 'Canada' then '=cmd|'' /C calc''!A0' else country end
      """, dsn: dsn)
    let outcome = try sandbox.forecastpack(["run", "--skip-build", "--supersede", "other names", "--dsn", dsn])
    #expect(outcome.status == 0, "\(outcome.errors)")
    let names = try sandbox.query(
      "select count(distinct country), max(length(country)) from ml.ml_pred_sales_1m p join ml.forecast_run using (run_id)"
        + " where is_current", dsn: dsn)
    #expect(names == "6|1000")
    _ = try sandbox.query("drop database hostile", dsn: administration)
  }

  @Test func twoRunsAtOnce() throws {
    let sandbox = try Self.sandbox.get()
    let holder = try Outcome.of(
      [
        Sandbox.executable.path, "db", "psql", "--", "-AtX", "-c",
        "set application_name = 'somebody'; select pg_advisory_lock(hashtextextended('forecastpack ml', 0)), pg_sleep(8)",
      ], in: sandbox.root
    ) { _ in
      Thread.sleep(forTimeInterval: 2)
      for command in [["run", "--skip-build"], ["build"], ["load"], ["db", "migrate"]] {
        try? expect(command, 75, "application somebody")
      }
    }
    #expect(holder.status == 0)
  }

  /// A file system that is full, as a limit on what the process may write.
  @Test func diskFullWhileRendering() throws {
    let sandbox = try Self.sandbox.get()
    let pack = sandbox.root.appendingPathComponent("packs/2013-11/index.html")
    let before = try Data(contentsOf: pack)
    let outcome = try Outcome.of(
      [
        "bash", "-c", "trap '' XFSZ; ulimit -f 100; exec \"$@\"", "bash", Sandbox.executable.path, "render",
        "--as-of", "2013-11",
      ],
      in: sandbox.root)
    #expect(outcome.status == 73, "\(outcome.errors)")
    #expect(outcome.errors.contains("the pack that was there is unchanged"), "\(outcome.errors)")
    #expect(try Data(contentsOf: pack) == before)
    let left = try FileManager.default.contentsOfDirectory(
      atPath: sandbox.root.appendingPathComponent("packs").path)
    #expect(left.sorted() == ["2013-11", "index.html"])
  }
}
