import Domains
import Forecasting
import Foundation
import Postgres
import TestSupport
import Testing

@testable import Warehouse

/// A domain that no Swift code knows, made of the tables that a user's own models would leave.
@Suite struct QualityGatesTests {
  let database: TestDatabase
  var connection: Connection { database.connection }

  init() throws {
    database = try TestDatabase()
    // Two stores; four complete months and one that is not.
    try database.connection.execute(
      """
      create schema "my data";
      set search_path = "my data";
      create table visits_monthly (month date, "Store's" text, visits numeric(9, 1), source_rows bigint);
      insert into visits_monthly
        select month, store, 100.5, 3 from generate_series(timestamp '2013-01-01', '2013-05-01', '1 month') as month,
          (values ('North'), ('Sou"th')) as stores (store);
      create table ml_train_period (domain text, source text, month date, is_complete boolean, reason text);
      insert into ml_train_period
        select 'visits', 'counter', month, month < '2013-05-01',
          case when month < '2013-05-01' then 'complete' else 'ends 2013-05-03' end
        from generate_series(timestamp '2013-01-01', '2013-05-01', '1 month') as month;
      """)
  }

  private func domain(_ kind: Domain.Kind = .flow) -> Domain {
    Domain(
      name: "visits", label: "Visits", dataset: "visits_monthly", keys: ["Store's"], unit: "visits",
      decimals: 1,
      kind: kind, preference: .higher, levels: [Domain.Level(name: "total", keys: [])])
  }

  private func findings(
    _ kind: Domain.Kind = .flow, _ policy: [String: Finding.Severity] = [:]
  ) throws -> [Finding] {
    try QualityGates(
      folder: BuiltFacts.root.appending(path: "sql/gates"), schema: "my data", policy: GatePolicy(policy)
    ).findings(on: connection, domains: [domain(kind)])
  }

  /// What `change` adds to the findings of sound data.
  private func newFindings(_ kind: Domain.Kind = .flow, after change: String) throws -> [Finding] {
    let before = Set(try findings(kind))
    try connection.execute(change)
    return try findings(kind).filter { !before.contains($0) }
  }

  @Test func soundDataGiveOnlyWhatIsKnown() throws {
    let found = try findings()
    #expect(found.map(\.code) == ["control_total", "incomplete_month", "note", "short_series", "short_series"])
    #expect(found.allSatisfy { $0.severity == .info && $0.domain == "visits" })
    #expect(found[0].message == "not checked: there is no my data.ml_train_control_total")
    #expect(found[1].month == Month(year: 2013, month: 5))
    #expect(found[1].message == "counter: ends 2013-05-03")
    #expect(found[3].series == SeriesKey(["North"]))
    #expect(found[4].series == SeriesKey(["Sou\"th"]))
    #expect(found[4].message == "months of history: only 4, from 2013-01")
  }

  @Test func aPolicyDecidesWhatStops() throws {
    let found = try findings(.flow, ["incomplete_month": .stop, "note": .warning])
    #expect(found.first?.code == "incomplete_month")
    #expect(found.first?.severity == .stop)
  }

  static let sound = "'2013-02-01', 'North', 1, 1"
  static let faults: [(code: String, severity: Finding.Severity, change: String, message: String, count: Int)] =
    [
      (
        "duplicate", .stop, "insert into visits_monthly values (\(sound))", "2 rows for one series and month", 2
      ),
      (
        "gap", .warning,
        "delete from visits_monthly where month in ('2013-02-01', '2013-03-01') and \"Store's\" = 'North'",
        "complete months without facts, counted as zero: 2, the first 2013-02", 2
      ),
      (
        "gap", .warning,
        "update visits_monthly set source_rows = 0 where month = '2013-03-01' and \"Store's\" = 'North'",
        "complete months without facts, counted as zero: 1, the first 2013-03", 1
      ),
      (
        "silent", .info, "delete from visits_monthly where month >= '2013-03-01' and \"Store's\" = 'North'",
        "no facts after 2013-02; complete months counted as zero: 2", 2
      ),
      (
        "negative", .info,
        "update visits_monthly set visits = -7 where month = '2013-03-01' and \"Store's\" = 'North'",
        "negative months: 1, the lowest -7.0, the first 2013-03", 1
      ),
      (
        "month_start", .stop, "insert into visits_monthly values ('2013-02-02', 'North', 1, 1)",
        "month 2013-02-02 is not the first day of a month", 1
      ),
      ("key", .stop, "insert into visits_monthly values ('2013-02-01', null, 1, 1)", "Store's is null", 1),
      (
        "key", .stop, "insert into visits_monthly values ('2013-02-01', '(all)', 1, 1)",
        "Store's is (all), which is reserved", 1
      ),
      (
        "value", .stop,
        "update visits_monthly set visits = null where month = '2013-02-01' and \"Store's\" = 'North'",
        "visits is null, first in this month", 1
      ),
      (
        "value", .stop, "update visits_monthly set visits = 'NaN' where \"Store's\" = 'North'",
        "visits is NaN, first in this month", 5
      ),
      (
        "value", .stop,
        """
        alter table visits_monthly alter visits type double precision;
        update visits_monthly set visits = '-Infinity' where month = '2013-02-01' and "Store's" = 'North'
        """, "visits is -Infinity, first in this month", 1
      ),
      (
        "decimals", .stop,
        """
        alter table visits_monthly alter visits type numeric;
        update visits_monthly set visits = 1.25 where month = '2013-02-01' and "Store's" = 'North'
        """, "values such as 1.25 do not fit numeric(18, 1): round them where they are summed", 1
      ),
      (
        "no_period", .stop, "delete from ml_train_period where month = '2013-02-01'",
        "ml_train_period has no row for the month: nobody knows whether it is complete", 2
      ),
      ("empty_dataset", .stop, "delete from visits_monthly", "visits_monthly is empty", 0),
      ("structure", .stop, "alter table visits_monthly drop visits", "visits_monthly has no column visits", 1),
      (
        "structure", .stop, "alter table visits_monthly alter visits type text",
        "visits_monthly.visits is text, not numeric or double precision or real or bigint or integer", 1
      ),
      (
        "structure", .stop, "alter table visits_monthly alter month type timestamp",
        "visits_monthly.month is timestamp without time zone, not date", 1
      ),
      (
        "control_total", .stop,
        """
        create table ml_train_control_total as
          select 'visits' as domain, 'counter' as source, 'visits' as measure, month, 201.04 as total from ml_train_period;
        update ml_train_control_total set total = 201.2 where month = '2013-04-01'
        """, "visits is 201.0, the facts say 201.2", 1
      ),
      (
        "control_total", .stop,
        """
        create table ml_train_control_total as
          select 'visits' as domain, 'counter' as source, 'source_rows' as measure, month, 6 as total
          from ml_train_period where month <> '2013-03-01'
        """, "source_rows is 6, the facts say nothing", 1
      ),
    ]

  @Test(arguments: faults)
  func finds(
    fault: (code: String, severity: Finding.Severity, change: String, message: String, count: Int)
  ) throws {
    let found = try newFindings(after: fault.change)
    let finding = try #require(found.first { $0.code == fault.code && $0.severity == fault.severity })
    #expect(finding.message == fault.message)
    #expect(finding.count == fault.count)
    #expect(found.count { $0.code == fault.code } == 1)
  }

  @Test func aStockMayNotMissAMonth() throws {
    let found = try newFindings(
      .stock, after: "delete from visits_monthly where month >= '2013-03-01' and \"Store's\" = 'North'")
    #expect(found.map(\.code) == ["missing_stock_month"])
    #expect(found[0].severity == .stop)
    #expect(found[0].series == SeriesKey(["North"]))
    #expect(found[0].month == Month(year: 2013, month: 3))
    #expect(found[0].count == 2)
  }

  @Test func aStockBridgeCloses() throws {
    let found = try newFindings(
      .stock,
      after: """
        alter table visits_monthly add inflow numeric default 5, add outflow numeric default 4,
          add revaluation numeric default -1;
        update visits_monthly set inflow = 5.1 where month = '2013-04-01' and "Store's" = 'North'
        """)
    #expect(found.map(\.code) == ["stock_bridge"])
    #expect(found[0].message == "opening + inflow - outflow + revaluation misses the closing stock by -0.1")
    #expect(found[0].month == Month(year: 2013, month: 4))
  }

  @Test func notesOfTheDatasetsAreFindings() throws {
    let found = try newFindings(
      after: """
        create table ml_train_note (domain text, code text, month date, count bigint, message text);
        insert into ml_train_note values ('visits', 'moved', '2013-02-01', 7, 'the counter moved'),
          ('others', 'moved', null, 1, 'not ours')
        """)
    #expect(
      found == [
        Finding(
          severity: .info, code: "moved", domain: "visits", month: Month(year: 2013, month: 2), count: 7,
          message: "the counter moved")
      ])
  }

  @Test func aMissingTableIsAFindingOfItsOwn() throws {
    try connection.execute("drop table visits_monthly")
    let found = try findings()
    #expect(found.map(\.code) == ["structure"])
    #expect(found[0].message == "there is no table visits_monthly in schema my data: run dbt")
  }

  @Test(arguments: [
    ("-- one row\nselect 1\n", "line 2 must be"),
    ("-- one row\n-- severity: loud\nselect 1\n", "line 2 must be"),
    ("-- one row\n-- severity: stop\n-- kind: gas\nselect 1\n", "neither flow nor stock"),
    ("-- one row\n-- severity: stop\n-- colour: red\nselect 1\n", "unknown header '-- colour:'"),
    ("-- one row\n-- severity: stop\nselect {{nothing}}\n", "unknown placeholder {{nothing}}"),
    ("-- one row\n-- severity: stop\nselect nothing\n", "column \"nothing\" does not exist"),
  ])
  func aWrongGateIsNamed(text: String, message: String) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "gates-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data(text.utf8).write(to: folder.appending(path: "wrong.sql"))
    let error = try #require(throws: GateError.self) {
      try QualityGates(folder: folder, schema: "my data").findings(on: connection, domains: [domain()])
    }
    #expect(error.description.contains("wrong.sql"))
    #expect(error.message.contains(message))
  }
}
