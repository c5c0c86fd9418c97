import Foundation
import Testing

/// What follows a vintage: watching it, reviewing the model, making it again after the facts were restated. On copies of
/// the demo's database.
extension DemoTests {
  /// A copy of the demo's database under a name; other tests may be connected to the original for a while.
  private func copy(_ name: String) throws -> String {
    let sandbox = try Self.first.get().sandbox
    let administration = try sandbox.dsn(database: "postgres")
    for attempt in 1... {
      do {
        _ = try sandbox.query("create database \(name) template forecastpack", dsn: administration)
        break
      } catch  where attempt < 60 {
        Thread.sleep(forTimeInterval: 0.5)
      }
    }
    return try sandbox.dsn(database: name)
  }

  private func forecastpack(_ arguments: [String], _ dsn: String) throws -> Outcome {
    try Self.first.get().sandbox.forecastpack(arguments + ["--dsn", dsn], environment: Self.environment)
  }

  private struct Health: Decodable {
    let domain: String
    let measures: [Measure]
    let due: [Due]

    struct Measure: Decodable {
      let measure: String
      let horizon: Int
      let value: Double
      let isAlert: Bool
    }

    struct Due: Decodable { let reason: String }
  }

  private func health(_ dsn: String) throws -> [Health] {
    let outcome = try forecastpack(["monitor", "--format", "json"], dsn)
    #expect(outcome.status == 0, "\(outcome.errors)")
    return try JSONDecoder().decode([Health].self, from: Data(outcome.output.utf8))
  }

  /// The figures against the stored forecasts and actuals alone; then what is due is done, once.
  @Test func whatIsOutOfBoundsIsSaidAndReviewed() throws {
    let dsn = try copy("watched")
    let sandbox = try Self.first.get().sandbox
    let domains = try health(dsn)
    #expect(domains.map(\.domain) == ["sales", "profit", "inventory"])
    let recomputed = try sandbox.query(
      """
      select horizon, sum(abs(actual - forecast)) / sum(abs(actual)), sum(actual - forecast) / sum(abs(actual))
      from (select month, horizon, sum(predicted_value) as forecast from ml.ml_pred_sales group by 1, 2) forecast
      join (select month, sum(value) as actual from ml.actual_sales where is_complete group by 1) actual using (month)
      where month between '2012-12-01' and '2013-11-01' and horizon in (1, 3, 6, 12)
      group by horizon order by horizon
      """, dsn: dsn)
    for line in recomputed.split(separator: "\n") {
      let fields = line.split(separator: "|").compactMap { Double($0) }
      for (measure, expected) in [("wape", fields[1]), ("bias_pct", fields[2])] {
        let found = domains[0].measures.first { $0.measure == measure && Double($0.horizon) == fields[0] }
        #expect(abs((found?.value ?? .nan) - expected) < 1e-9, "\(measure) \(line)")
      }
    }
    #expect(domains.contains { $0.measures.contains(where: \.isAlert) })
    #expect(try forecastpack(["monitor", "--fail-on-alert"], dsn).status == 1)

    // Seventeen months without a decision: every model is due, and the rule decides about it.
    #expect(domains.allSatisfy { $0.due.contains { $0.reason == "age" } })
    #expect(domains.allSatisfy { !$0.due.contains { $0.reason == "new month" } })
    let first = try forecastpack(["run", "--if-needed", "--skip-build"], dsn)
    #expect(first.status == 0 && first.errors.contains("everything is published"), "\(first.errors)")
    let decisions = "select count(*), count(distinct domain), bool_and(kind = 'rule') from ml.model_decisions"
    let decided = try sandbox.query(decisions, dsn: dsn)
    #expect(decided.hasSuffix("|3|t"))
    #expect(try health(dsn).allSatisfy(\.due.isEmpty))
    let second = try forecastpack(["run", "--if-needed", "--skip-build"], dsn)
    #expect(second.status == 0, "\(second.errors)")
    #expect(try sandbox.query(decisions, dsn: dsn) == decided)

    #expect(try forecastpack(["run", "--if-needed", "--as-of", "2013-10"], dsn).status == 64)
    _ = try sandbox.query("drop database watched with (force)", dsn: sandbox.dsn(database: "postgres"))
  }
}

/// A vintage can be made again and checked: after the facts were restated, and in another cluster.
extension DemoTests {
  /// France's internet sales of March turn out twice as high, in pieces and in money.
  @Test func aVintageIsMadeAgainAfterARestatement() throws {
    let dsn = try copy("restated")
    let sandbox = try Self.first.get().sandbox
    let run = try sandbox.query(
      "select run_id from ml.forecast_run where domain = 'sales' and as_of_month = '2013-06-01'", dsn: dsn)
    let lines = """
      from raw.fact_internet_sales
      where order_date >= '2013-03-01' and order_date < '2013-04-01' and sales_territory_key in (
        select sales_territory_key from raw.dim_sales_territory where sales_territory_country = 'France')
      """
    // By how much each month and domain will be restated, from the facts themselves.
    let expected = try sandbox.query(
      """
      select round(sum(sales_amount), 2), round(sum(sales_amount - total_product_cost), 2) \(lines)
      """, dsn: dsn
    ).split(separator: "|").compactMap { Double($0) }
    _ = try sandbox.query(
      lines.replacingOccurrences(
        of: "from raw.fact_internet_sales",
        with: """
          update raw.fact_internet_sales set sales_amount = 2 * sales_amount, order_quantity = 2 * order_quantity,
            total_product_cost = 2 * total_product_cost
          """), dsn: dsn)
    let built = try forecastpack(["build"], dsn)
    #expect(built.status == 0, "\(built.errors)")

    let restatements = try forecastpack(["restatements", "--as-of", "2013-06"], dsn)
    #expect(restatements.status == 0, "\(restatements.errors)")
    let parts = restatements.output.components(separatedBy: " as of 2013-06: ").dropFirst()
    #expect(parts.count == 3)
    for (part, total) in zip(parts, expected + [0]) {
      let changes = part.split(separator: "\n").filter { $0.contains(" -> ") }
      #expect(part.hasPrefix("\(changes.count) actuals restated") && changes.isEmpty == (total == 0), "\(part)")
      #expect(
        changes.allSatisfy { $0.contains("Europe / France / Internet / ") && $0.contains("  2013-03  ") },
        "\(part)")
      let sum = changes.compactMap { $0.split(separator: " ").dropLast().last.flatMap { Double($0) } }.reduce(
        0, +)
      #expect(abs(sum - total) < 0.05, "\(sum) is not \(total)")
    }

    let again = try forecastpack(["reproduce", run], dsn)
    #expect(again.status == 0 && again.output.contains("numbers are the same again"), "\(again.errors)")
    // So it is after another run took its place. Its pack goes: others compare the folder.
    defer { try? FileManager.default.removeItem(at: sandbox.root.appendingPathComponent("packs/2013-06")) }
    let refused = try forecastpack(["run", "--skip-build", "--as-of", "2013-06"], dsn)
    #expect(refused.status == 65 && refused.errors.contains("--supersede"), "\(refused.errors)")
    let superseded = try forecastpack(
      ["run", "--skip-build", "--as-of", "2013-06", "--supersede", "France restated March"], dsn)
    #expect(superseded.status == 0, "\(superseded.errors)")
    #expect(try forecastpack(["reproduce", run], dsn).output == again.output)
    _ = try sandbox.query("drop database restated with (force)", dsn: sandbox.dsn(database: "postgres"))
  }

  /// Dumped and restored into a cluster that was never used: every view says the same, every row is as it was published,
  /// and the pack agrees with it; then one row is changed by hand, and named.
  @Test func aRestoredDatabaseIsTheSame() throws {
    let demo = try Self.first.get().sandbox
    let dsn = try copy("dumped")
    let other = try Sandbox()
    let dump = other.root.appendingPathComponent("dump.sql").path
    let dumped = try Outcome.of(["pg_dump", "--no-owner", "--file", dump, dsn], in: other.root)
    #expect(dumped.status == 0, "\(dumped.errors)")
    // Roles belong to the cluster, not to the dump.
    _ = try other.query("create role forecast_reader nologin")
    let restored = try other.forecastpack(
      ["db", "psql", "--", "-qX", "-v", "ON_ERROR_STOP=1", "--single-transaction", "-f", dump])
    #expect(restored.status == 0, "\(restored.errors)")

    func views(_ sandbox: Sandbox, _ dsn: String?) throws -> String {
      let names = try sandbox.query(
        "select viewname from pg_views where schemaname = 'ml' order by viewname collate \"C\"", dsn: dsn)
      #expect(names.split(separator: "\n").count > 30)
      return try sandbox.query(
        names.split(separator: "\n").map {
          "select '\($0)', count(*), md5(coalesce(string_agg(t::text, ';' order by t::text collate \"C\"), '')) from ml.\($0) t"
        }.joined(separator: " union all ") + " order by 1", dsn: dsn)
    }
    #expect(try views(other, nil) == views(demo, dsn))
    #expect(
      try Fingerprint.tables { try other.query($0) } == Fingerprint.tables { try demo.query($0, dsn: dsn) })
    let runs = try demo.query("select count(*) from ml.forecast_run", dsn: dsn)
    let verified = try other.forecastpack(["verify", "--database"])
    #expect(verified.status == 0, "\(verified)")
    #expect(verified.output.hasSuffix(" of \(runs) runs are as they were published\n"), "\(verified)")
    let pack = try other.forecastpack(["verify", demo.root.path + "/packs/2013-11"])
    #expect(pack.status == 0, "\(pack.output)")

    _ = try other.query(
      """
      update ml.ml_pred_profit set predicted_value = predicted_value + 0.01
      where horizon = 4 and as_of_month = '2013-05-01' and country = 'France' and channel = 'Internet' and category = 'Bikes'
      """)
    let changed = try other.forecastpack(["verify", "--database"])
    #expect(changed.status == 65)
    #expect(changed.output.hasPrefix("profit as of 2013-05, run "), "\(changed.output)")
    #expect(
      changed.output.hasSuffix(
        ": ml_pred_profit_4m, leaf Europe / France / Internet / Bikes, horizon 4: changed\n"),
      "\(changed.output)")
    _ = try demo.query("drop database dumped with (force)", dsn: demo.dsn(database: "postgres"))
  }
}

/// What a run says of itself, and what the doctor says of the machine.
extension DemoTests {
  private static var decoder: JSONDecoder {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return decoder
  }

  private struct Event: Decodable {
    let level: String
    let message: String
    let stage: String?
    let rows: Int?
    let runId: String?
    let milliseconds: Int?
  }

  private struct Report: Decodable {
    let status: Int
    let peakMemoryBytes: Int
    let stages: [Stage]

    struct Stage: Decodable { let stage: String }
  }

  @Test func aRunTellsProgramsWhatItDid() throws {
    let sandbox = try Self.first.get().sandbox
    let dsn = try copy("observed")
    defer { try? FileManager.default.removeItem(at: sandbox.root.appendingPathComponent("packs/2012-05")) }
    let (json, metrics) = (sandbox.root.path + "/observed.json", sandbox.root.path + "/observed.prom")
    let outcome = try forecastpack(
      [
        "run", "--skip-build", "--as-of", "2012-05", "--log-format", "json", "--report", json, "--report",
        metrics,
      ], dsn)
    #expect(outcome.status == 0, "\(outcome.errors)")
    let events = try outcome.errors.split(separator: "\n").map { line in
      try Self.decoder.decode(Event.self, from: Data(line.utf8))
    }
    let runs = try sandbox.query(
      "select run_id from ml.forecast_run where as_of_month = '2012-05-01' order by 1", dsn: dsn)
    let trained = events.filter { $0.stage == "train" }
    #expect(trained.compactMap(\.runId).sorted().joined(separator: "\n") == runs)
    #expect(trained.allSatisfy { ($0.rows ?? 0) > 0 && $0.milliseconds != nil })
    let report = try Self.decoder.decode(Report.self, from: Data(contentsOf: URL(fileURLWithPath: json)))
    #expect(report.status == 0 && report.peakMemoryBytes > 1_000_000)
    #expect(report.stages.map(\.stage) == events.compactMap(\.stage))
    #expect(try String(contentsOfFile: metrics, encoding: .utf8).hasSuffix("# EOF\n"))

    // A run that fails leaves a report as well.
    let failed = try forecastpack(["run", "--skip-build", "--as-of", "2013-12", "--report", json], dsn)
    #expect(failed.status == 65)
    #expect(
      try Self.decoder.decode(Report.self, from: Data(contentsOf: URL(fileURLWithPath: json))).status == 65)
    _ = try sandbox.query("drop database observed with (force)", dsn: sandbox.dsn(database: "postgres"))
  }

  @Test func theDoctorSaysWhatIsWrongAndWhatToDo() throws {
    let sandbox = try Self.first.get().sandbox
    let well = try sandbox.forecastpack(["doctor"])
    #expect(well.status == 0 && !well.output.contains("fails"), "\(well.output)")
    for name in ["configuration", "dbt", "database", "rights", "tables", "datasets", "pictures"] {
      #expect(well.output.contains("ok     \(name): "), "\(name)")
    }
    let away = try sandbox.forecastpack(["doctor", "--dsn", "host=127.0.0.1 port=1 password=s3cret"])
    #expect(away.status == 69 && away.output.contains("fails  database: "))
    #expect(!(away.output + away.errors).contains("s3cret"))
    let lost = try sandbox.forecastpack(["doctor"], environment: ["FORECASTPACK_DBT": "/nowhere/dbt"])
    #expect(lost.status == 78 && lost.output.contains("fails  dbt: "))
    let wrong = try sandbox.forecastpack(["doctor", "--config", "none.yml"])
    #expect(wrong.status == 78 && wrong.output.contains("none.yml"))
  }

  /// An older program on a newer schema, and a newer one on a schema that was not migrated yet, refuse and change nothing.
  @Test func anotherVersionsSchemaIsRefused() throws {
    let sandbox = try Self.first.get().sandbox
    let dsn = try copy("newer")
    _ = try sandbox.query(
      "insert into ml.schema_migrations (domain, name, sha256) values ('', '9999_future', 'x')", dsn: dsn)
    for command in [
      ["run", "--skip-build"], ["db", "migrate"], ["accuracy"], ["monitor"], ["publish"], ["doctor"],
    ] {
      let outcome = try forecastpack(command, dsn)
      #expect(outcome.status == 78, "\(command) \(outcome.errors)")
      #expect((outcome.output + outcome.errors).contains("newer version of ForecastPack (it has 9999_future)"))
    }
    _ = try sandbox.query("delete from ml.schema_migrations where name >= '0016'", dsn: dsn)
    let older = try forecastpack(["accuracy"], dsn)
    #expect(older.status == 78 && older.errors.contains("run 'forecastpack db migrate'"), "\(older.errors)")
    _ = try sandbox.query("drop database newer with (force)", dsn: sandbox.dsn(database: "postgres"))
  }
}

/// Passwords are given to a run in every way that they can be, and everything that it leaves is searched for them.
extension DemoTests {
  private static let secrets = ["pg-s3cret-7319", "ml-s3cret-7319", "uri-s3cret-7319"]

  @Test func secretsAreLeftNowhere() throws {
    let sandbox = try Self.first.get().sandbox
    let dsn = try copy("secret")
    let environment = Self.environment.merging([
      "PGPASSWORD": Self.secrets[0], "MLFLOW_TRACKING_URI": "http://anna:\(Self.secrets[2])@127.0.0.1:1",
      "MLFLOW_TRACKING_USERNAME": "anna", "MLFLOW_TRACKING_PASSWORD": Self.secrets[1],
    ]) { $1 }
    let report = sandbox.root.path + "/secret.json"
    defer { try? FileManager.default.removeItem(at: sandbox.root.appendingPathComponent("packs/2012-05")) }
    for (arguments, status) in [
      (["run", "--as-of", "2012-05", "--verbose", "--report", report], Int32(0)),
      (["track", "sync", "--verbose"], 69),
      (["track", "status"], 0), (["doctor"], 0), (["monitor", "--log-format", "json", "--verbose"], 0),
    ] {
      var seen = ""
      let outcome = try Outcome.of(
        [Sandbox.executable.path] + arguments + ["--dsn", dsn], in: sandbox.root, environment: environment
      ) { process in
        // What anybody on the machine may see of it and its children.
        while process.isRunning {
          for number in (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
          where Int(number) != nil {
            let line = FileManager.default.contents(atPath: "/proc/\(number)/cmdline") ?? Data()
            if line.range(of: Data("s3cret-7319".utf8)) != nil { seen += String(decoding: line, as: UTF8.self) }
          }
          usleep(20_000)
        }
      }
      #expect(outcome.status == status, "\(arguments) \(outcome.errors)")
      #expect(!(outcome.output + outcome.errors).contains("s3cret-7319"), "\(arguments)")
      #expect(seen == "", "\(arguments)")
    }
    // Reports, packs, dbt's logs and compiled SQL, the server's log and its data; then the tables themselves.
    let files = try Outcome.of(
      ["grep", "-rlaF", "s3cret-7319", sandbox.root.path, "--exclude=out-*", "--exclude=err-*"],
      in: sandbox.root)
    #expect(files.status == 1 && files.output == "", "\(files.output)")
    let dump = try Outcome.of(["pg_dump", "--schema=ml", dsn], in: sandbox.root)
    #expect(dump.status == 0 && dump.output.contains("tracking_queue"), "\(dump.errors)")
    #expect(!dump.output.contains("s3cret-7319"))
    // Files that wait for MLflow, which a dump shows in hexadecimal.
    #expect(
      try sandbox.query(
        "select count(*) > 0, count(*) filter (where position('s3cret-7319'::bytea in content) > 0) "
          + "from ml.tracking_files", dsn: dsn) == "t|0")
    _ = try sandbox.query("drop database secret with (force)", dsn: sandbox.dsn(database: "postgres"))
  }
  /// What is in memory stays there when the program crashes, also where the system would keep it.
  @Test func aCrashLeavesNoMemoryBehind() throws {
    let sandbox = try Self.first.get().sandbox
    let dsn = try copy("crash")
    let script = """
      ulimit -c unlimited; "$@" & child=$!
      until grep -q "core file size *0 *0" /proc/$child/limits; do sleep 0.01; done
      sleep 0.3; kill -SEGV $child; wait $child
      """
    let crashed = try Outcome.of(
      ["timeout", "30", "bash", "-c", script, "bash", Sandbox.executable.path]
        + ["run", "--as-of", "2012-05", "--dsn", dsn],
      in: sandbox.root, environment: ["PGPASSWORD": Self.secrets[0], "SWIFT_BACKTRACE": "enable=no"])
    #expect(crashed.status == 128 + SIGSEGV && !crashed.errors.contains("core dumped"), "\(crashed.errors)")
    let files = try FileManager.default.contentsOfDirectory(atPath: sandbox.root.path)
    #expect(!files.contains { $0.hasPrefix("core") }, "\(files)")
    _ = try sandbox.query("drop database crash with (force)", dsn: sandbox.dsn(database: "postgres"))
  }
}
