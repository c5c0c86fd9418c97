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
    func numbers(_ dsn: String) throws -> String {
      try sandbox.query(
        "select count(*), md5(string_agg(concat_ws(' ', run_id, month, horizon, region, country, channel, category, "
          + "predicted_value, lower_80, upper_80, lower_95, upper_95, model_name), ';' order by series_id, horizon)) "
          + "from ml.ml_pred_sales where as_of_month = '2013-11-01'", dsn: dsn)
    }
    let (steady, jumping) = (try rehearsal.copy("steady"), try rehearsal.copy("jumping"))
    try run("2013-11", steady, seconds: 1_386_244_800)
    // October a year late; then November before October was made, before its own end and before the facts end.
    try run("2013-10", jumping, seconds: 1_417_780_800)
    try run("2013-11", jumping, seconds: 1_323_086_400)
    #expect(try numbers(jumping) == numbers(steady))
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
}
