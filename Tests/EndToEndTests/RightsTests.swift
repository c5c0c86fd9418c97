import Foundation
import Testing

/// Loader, writer and reader log in with roles of their own, and each does its part and no more.
extension RehearsalTests {
  @Test func eachRoleDoesItsPartAndNoMore() throws {
    let rehearsal = try Self.rehearsal.get()
    let sandbox = rehearsal.sandbox
    let dsn = try rehearsal.copy("rights")
    /// The writer works as its role because the DSN says so, the others because their logins do (docs/roles.md).
    func login(_ user: String) -> String {
      "\(dsn) user=\(user)" + (user == "batch" ? " options='-c role=forecast_writer'" : "")
    }
    func forecastpack(_ words: [String], as user: String? = nil) throws -> Outcome {
      try rehearsal.run(rehearsal.words(words, user.map(login) ?? dsn))
    }
    /// The SQLSTATE that each statement ends with; 00000 where it works.
    func sqlStates(_ statements: [String], as user: String) throws -> [String] {
      let script = sandbox.root.appendingPathComponent("statements.sql")
      try Data(statements.map { "\($0);\n\\echo :SQLSTATE\n" }.joined().utf8).write(to: script)
      return try rehearsal.run(
        rehearsal.words(["db", "psql"], login(user)) + ["--", "-qAtX", "-f", script.path]
      ).output.split(separator: "\n").map(String.init)
    }
    /// That each of them is refused for lack of rights.
    func expectRefused(_ statements: [String], as user: String) throws {
      let states = try sqlStates(statements, as: user)
      #expect(states.count == statements.count, "\(user)")
      for (statement, state) in zip(statements, states) { #expect(state == "42501", "\(user): \(statement)") }
    }

    let made = try forecastpack(["db", "roles"])
    #expect(made.status == 0, "\(made.errors)")
    #expect(made.output == "loader forecast_loader, writer forecast_writer, reader forecast_reader\n")
    for (user, role) in [
      ("etl", "forecast_loader"), ("batch", "forecast_writer"), ("viewer", "forecast_reader"),
    ] {
      try rehearsal.administer("create role \(user) login in role \(role)")
      if user != "batch" { try rehearsal.administer("alter role \(user) set role = '\(role)'") }
    }

    // The loader brings back what was lost.
    _ = try sandbox.query("delete from raw.fact_internet_sales where sales_order_number = 'SO43697'", dsn: dsn)
    let loaded = try forecastpack(["load"], as: "etl")
    #expect(loaded.status == 0 && loaded.output.contains("restored"), "\(loaded.errors)")
    try expectRefused(
      [
        "select from ml.forecast_run", "select from ml.actual_sales", "create table ml.own (id integer)",
        "create schema own", "create role own",
      ], as: "etl")
    let refused = try forecastpack(Self.run, as: "etl")
    #expect(refused.status == 78 && refused.errors.contains("permission denied"), "\(refused.errors)")

    // The writer makes what the owner would have made; dbt with it.
    let ran = try forecastpack(["run", "--as-of", "2013-11"], as: "batch")
    #expect(ran.status == 0, "\(ran.errors)")
    #expect(!ran.errors.contains("analyze"), "\(ran.errors)")
    let (expected, _) = try Self.expected.get()
    #expect(try Fingerprint(sandbox, dsn: dsn).tables == expected.tables)
    try Data(
      """
      as_of_month,month,region,country,channel,category,amount,unit,reason,author
      2013-11,2013-12,Europe,Germany,Reseller,Bikes,1000.00,USD,an order,Ann

      """.utf8
    ).write(to: sandbox.root.appendingPathComponent("adjustments.csv"))
    let runID = try sandbox.query("select run_id from ml.forecast_run where domain = 'sales'", dsn: dsn)
    for words in [
      ["adjust", "--domain", "sales", "--file", "adjustments.csv"], ["render", "--as-of", "2013-11"],
      ["approve", "--as-of", "2013-11", "--by", "Bea Lang", "--note", "agreed"], ["verify", "--database"],
      ["verify", "packs/2013-11"], ["reproduce", runID], ["train", "--as-of", "2013-10", "--shard", "1/1"],
      ["predict", "--as-of", "2013-10", "--shard", "1/1"], ["reduce", "--as-of", "2013-10", "--shards", "1"],
      ["monitor"], ["models", "list"], ["track", "status"], ["db", "migrate"], ["doctor"],
    ] {
      let outcome = try forecastpack(words, as: "batch")
      #expect(outcome.status == 0, "\(words) \(outcome.output) \(outcome.errors)")
    }
    try expectRefused(
      [
        "delete from raw.fact_internet_sales", "create table raw.own (id integer)",
        "drop table raw.dim_product",
        "update ml.ml_pred_sales set predicted_value = 0", "delete from ml.ml_pred_sales_1m",
        "delete from ml.forecast_runs", "update ml.forecast_runs set settings = ''",
        "update ml.actual_sales set value = 0", "update ml.approvals set decided_by = 'me'",
        "delete from ml.packs", "alter table ml.approvals disable trigger all", "drop table ml.ml_pred_sales",
        "drop view ml.kpi_monthly_sales", "truncate ml.actual_sales",
        "insert into ml.schema_migrations values ('', '', '')",
        "alter policy current_runs on ml.ml_pred_sales using (true)",
        "create schema own", "create role own",
      ], as: "batch")
    let load = try forecastpack(["load"], as: "batch")
    #expect(load.status == 78 && load.errors.contains("permission denied for schema raw"), "\(load.errors)")

    // The reader reads what is published.
    #expect(try sqlStates(["select from ml.kpi_monthly_sales limit 1"], as: "viewer").last == "00000")
    try expectRefused(
      [
        "select from ml.forecast_runs", "select from raw.dim_product", "select from ml.row_digests",
        "delete from ml.ml_pred_sales", "select ml.analyze_tables('{series}')",
      ], as: "viewer")

    // Nothing is lost when the owner migrates again, and what only the owner can do is said.
    #expect(try forecastpack(["db", "migrate"]).status == 0)
    let again = try forecastpack(Self.run, as: "batch")
    #expect(again.status == 0 && again.errors.contains("unchanged"), "\(again.errors)")
    _ = try sandbox.query("update ml.domains set repeatable_digest = null where domain = 'sales'", dsn: dsn)
    let outdated = try forecastpack(Self.run, as: "batch")
    #expect(outdated.status == 78, "\(outdated.errors)")
    #expect(outdated.errors.contains("its owner runs 'forecastpack db migrate'"), "\(outdated.errors)")
    try rehearsal.drop("rights")
  }
}
