import Foundation
import Testing

/// The clock of the machine jumps between runs (a run reads it once, or SOURCE_DATE_EPOCH in its place, as here): no number
/// depends on it, and the latest vintage is that of the greatest month, never the one made last.
extension RehearsalTests {
  @Test func theClockJumps() throws {
    let rehearsal = try Self.rehearsal.get()
    let sandbox = rehearsal.sandbox
    func run(_ month: String, _ dsn: String, seconds: Int) throws {
      let outcome = try Outcome.of(
        rehearsal.words(["run", "--skip-build", "--as-of", month], dsn), in: sandbox.root,
        environment: ["SOURCE_DATE_EPOCH": "\(seconds)"])
      #expect(outcome.status == 0, "\(month), \(seconds): \(outcome.errors)")
    }
    let (steady, jumping) = (try rehearsal.copy("steady"), try rehearsal.copy("jumping"))
    try run("2013-11", steady, seconds: 1_386_244_800)
    // October a year late; then November before October was made, before its own end and before the facts end.
    try run("2013-10", jumping, seconds: 1_417_780_800)
    try run("2013-11", jumping, seconds: 1_323_086_400)
    #expect(try numbers(rehearsal, jumping) == numbers(rehearsal, steady))
    #expect(
      try sandbox.query(
        "select as_of_month, is_latest, is_current, origin, count(*) from ml.forecast_run group by 1, 2, 3, 4 "
          + "order by 1", dsn: jumping)
        == "2013-10-01|f|t|backfilled|3\n2013-11-01|t|t|backfilled|3")
    #expect(
      try sandbox.query(
        "select max(as_of_month), max(prediction_time) from ml.kpi_monthly_sales join ml.forecast_run using "
          + "(run_id, as_of_month)", dsn: jumping) == "2013-11-01|2014-12-05 12:00:00+00")
    let verified = try rehearsal.run(rehearsal.words(["verify", "--database"], jumping))
    #expect(verified.status == 0, "\(verified.output)")
    for name in ["steady", "jumping"] { try rehearsal.drop(name) }
  }

  /// The clock of a run changes while it works, that of the server does not.
  @Test func theClockChangesDuringARun() throws {
    let rehearsal = try Self.rehearsal.get()
    let sandbox = rehearsal.sandbox
    let clock = try FakedClock()
    try clock.set("-365d")
    let past = try Outcome.of(clock.words + ["date", "+%s"], in: sandbox.root).output.dropLast()
    #expect(try #require(Double(past)) < Date.now.timeIntervalSince1970 - 300 * 86_400)

    func disturbed(_ words: [String], environment: [String: String]) throws {
      var changes = 0
      let outcome = try Outcome.of(clock.words + words, in: sandbox.root, environment: environment) {
        changes = clock.change(while: $0)
      }
      #expect(outcome.status == 0 && changes > 3, "\(changes) changes: \(outcome.errors)")
    }
    var steady = ""
    let found = try rehearsal.finished("changing_clock", Self.run) { words, dsn in
      try disturbed(words, environment: Rehearsal.environment)
      steady = try numbers(rehearsal, dsn)
    }
    #expect(!steady.hasPrefix("0|"))
    try expect(found, "a clock that changes")

    try? FileManager.default.removeItem(at: sandbox.root.appendingPathComponent("packs"))
    // Where the moment is the clock's it is one moment, and no number depends on it.
    let dsn = try rehearsal.copy("own_clock")
    try disturbed(rehearsal.words(Self.run, dsn), environment: [:])
    #expect(try numbers(rehearsal, dsn) == steady)
    let moments = try ["sales", "profit", "inventory"].map {
      try sandbox.query("select distinct prediction_time from ml.ml_pred_\($0)", dsn: dsn)
    }
    #expect(Set(moments).count == 1 && !moments[0].contains("\n"), "\(moments)")
    let verified = try rehearsal.run(rehearsal.words(["verify", "packs/2013-11"], dsn))
    #expect(verified.status == 0, "\(verified.output)")
    try rehearsal.drop("own_clock")
  }

  /// The clock of the server changes while a run works, that of the run does not.
  @Test func theServersClockChangesDuringARun() throws {
    let rehearsal = try Self.rehearsal.get()
    let sandbox = rehearsal.sandbox
    let clock = try FakedClock()
    func start(_ words: [String]) throws {
      let stopped = try sandbox.forecastpack(["db", "stop"])
      #expect(stopped.status == 0, "\(stopped.errors)")
      let started = try Outcome.of(words + [Sandbox.executable.path, "db", "start"], in: sandbox.root)
      try #require(started.status == 0, "\(started.errors)")
    }
    let found = try rehearsal.finished("servers_clock", Self.run) { words, dsn in
      try start(clock.words)
      try clock.set("-365d")
      #expect(try sandbox.query("select now() < to_timestamp(\(time(nil) - 300 * 86_400))", dsn: dsn) == "t")
      var changes = 0
      let outcome = try rehearsal.run(words) { changes = clock.change(while: $0) }
      #expect(outcome.status == 0 && changes > 3, "\(changes) changes: \(outcome.errors)")
      try start([])
    }
    try expect(found, "a server's clock that changes")
  }

  /// The forecasts of sales in November 2013, digested, without the moment at which they were made.
  private func numbers(_ rehearsal: Rehearsal, _ dsn: String) throws -> String {
    try rehearsal.sandbox.query(
      "select count(*), md5(string_agg(concat_ws(' ', run_id, month, horizon, region, country, channel, category, "
        + "predicted_value, lower_80, upper_80, lower_95, upper_95, model_name), ';' order by series_id, horizon)) "
        + "from ml.ml_pred_sales where as_of_month = '2013-11-01'", dsn: dsn)
  }
}
