import Foundation
import Testing

/// Many at the same time on one database.
extension RehearsalTests {
  /// One works, the others say who does and end with 75; what is there at the end is what one run makes.
  @Test func eightRunsOfTheSameMonth() throws {
    let rehearsal = try Self.rehearsal.get()
    let expected = try rehearsal.finished("alone", Self.run)
    let found = try rehearsal.finished("together", Self.run) { words, _ in
      let runs = try (0..<8).map { _ in
        try Background(words, in: rehearsal.sandbox.root, environment: Rehearsal.environment)
      }
      let statuses = runs.map { $0.wait() }
      #expect(statuses.contains(0) && statuses.allSatisfy { [0, 75].contains($0) }, "\(statuses)")
      let refusals = zip(runs, statuses).filter { $0.1 == 75 }.map(\.0.output)
      // Who held it may be gone by the time of asking.
      #expect(
        refusals.allSatisfy {
          $0.contains("is held by server process") && $0.contains("application forecastpack run")
            || $0.contains("was held a moment ago")
        }, "\(refusals)")
    }
    #expect(found == expected)
  }

  /// Eight months, a process each, tried again while another works, as a scheduler does it. Two readers ask the views all
  /// the while: every answer is of one vintage, complete in all domains.
  @Test func eightMonthsWhileReadersLook() throws {
    let rehearsal = try Self.rehearsal.get()
    let sandbox = rehearsal.sandbox
    let months = (4...11).map { String(format: "2013-%02d", $0) }
    let expected = try rehearsal.finished(
      "in_order", ["run", "--skip-build", "--from", months[0], "--to", months[7]])
    let dsn = try rehearsal.copy("crossed")
    let readers = try [Self.statement, Self.snapshot].map { script in
      let file = sandbox.root.appendingPathComponent("reader-\(UUID().uuidString).sql")
      try Data(script.utf8).write(to: file)
      return try Background(
        rehearsal.words(["db", "psql"], dsn) + ["--", "-qAtX", "-v", "ON_ERROR_STOP=1", "-f", file.path],
        in: sandbox.root)
    }
    var waiting = months
    var others = 0
    while !waiting.isEmpty {
      let runs = try waiting.map { month in
        try Background(
          rehearsal.words(["run", "--skip-build", "--as-of", month], dsn), in: sandbox.root,
          environment: Rehearsal.environment)
      }
      let statuses = runs.map { $0.wait() }
      try #require(statuses.allSatisfy { [0, 75].contains($0) }, "\(runs.map(\.output))")
      waiting = zip(waiting, statuses).filter { $0.1 == 75 }.map { $0.0 }
      others += waiting.count
    }
    #expect(others > 0, "no run met another")
    for reader in readers { reader.stop() }
    #expect(try Fingerprint(sandbox, dsn: dsn).tables == expected.tables)
    for reader in readers {
      // A notice has its place before it.
      let answers = reader.output.split(separator: "\n").map { line in
        line.split(separator: " ").last.map(String.init) ?? ""
      }.map { $0.split(separator: "|") }
      #expect(answers.count > 50, "\(reader.output.suffix(500))")
      #expect(answers.allSatisfy { $0.first == "whole" }, "\(answers.filter { $0.first != "whole" }.prefix(3))")
      #expect(Set(answers.compactMap { $0.last }).count > 1, "the readers saw one state alone")
    }
    try rehearsal.drop("crossed")
  }

  /// What a reader sees in one statement: of each domain the latest vintage, its forecasts, its actuals, its KPIs.
  private static let seen = """
    with latest as (select domain, as_of_month, run_id from ml.forecast_run where is_latest),
    parts as (
      select 'run' as part, domain, as_of_month, null::bigint as rows from latest
      union all
      select 'pred', 'sales', as_of_month, count(*) from ml.ml_pred_sales
      where run_id in (select run_id from latest) group by as_of_month
      union all
      select 'pred', 'profit', as_of_month, count(*) from ml.ml_pred_profit
      where run_id in (select run_id from latest) group by as_of_month
      union all
      select 'pred', 'inventory', as_of_month, count(*) from ml.ml_pred_inventory
      where run_id in (select run_id from latest) group by as_of_month
      union all
      select 'actual', 'sales', max(month) filter (where is_complete), null from ml.actual_sales
      union all
      select 'actual', 'profit', max(month) filter (where is_complete), null from ml.actual_profit
      union all
      select 'kpi', 'sales', max(as_of_month), null from ml.kpi_monthly_sales where level = 'total'
      union all
      select 'kpi', 'inventory', max(as_of_month), null from ml.kpi_monthly_inventory where level = 'total'
    ), present as (select * from parts where as_of_month is not null)
    """

  private static let judged = """
    select case
        when count(*) = 0 then 'whole'
        when count(distinct as_of_month) = 1 and count(*) = 10
          and count(*) filter (where part = 'pred' and rows > 0 and rows % 12 = 0) = 3 then 'whole'
        else 'torn ' || string_agg(concat_ws(' ', part, domain, as_of_month, rows), ', ')
      end, coalesce(max(as_of_month)::text, 'none')
    from present
    """

  /// One statement, read committed.
  private static let statement = """
    set role forecast_reader;
    \(seen) \(judged) \\watch 0.02

    """

  /// Two statements in one transaction, repeatable read: the second sees what the first saw.
  private static let snapshot = """
    set role forecast_reader;
    set default_transaction_isolation = 'repeatable read';
    do $$
    declare
      first_seen date;
      answer record;
    begin
      loop
        select max(as_of_month) into first_seen from ml.forecast_run where is_latest;
        perform pg_sleep(0.02);
        for answer in \(seen) \(judged.replacingOccurrences(of: "end, coalesce(max(as_of_month)::text, 'none')", with: "end as state, max(as_of_month) as latest"))
        loop
          raise notice '%|%', case when answer.latest is not distinct from first_seen then answer.state else 'torn snapshot' end,
            coalesce(answer.latest::text, 'none');
        end loop;
        commit;
      end loop;
    end
    $$;

    """
}
