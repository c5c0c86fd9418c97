import Domains
import Forecasting
import Foundation
import Postgres
import Testing

@testable import Warehouse

/// Rows that somebody changes by hand after they were published. Expected is what was done to them.
@Suite struct RowIntegrityTests {
  private static let stock = StoreFixture.domain("stock", keys: ["category"], kind: .stock)
  private let store: StoreFixture
  private let january: VintageRun
  private let february: VintageRun

  init() throws {
    store = try StoreFixture([StoreFixture.sales, Self.stock])
    january = try Self.sales(store, "2013-01", ["100.00"])
    february = try Self.sales(store, "2013-02", ["100.00", "110.00"])
    let stock = try store.compute(
      Self.stock, asOf: "2013-02",
      actuals: StoreFixture.actuals(Self.stock, from: "2013-01", [["Bikes"]: ["7.00", "8.00"]]),
      forecasts: [["Bikes"]: [9]])
    try store.publish("2013-01", [january])
    try store.publish("2013-02", [february, stock])
  }

  private static func sales(_ store: StoreFixture, _ asOf: String, _ values: [String]) throws -> VintageRun {
    try store.compute(
      StoreFixture.sales, asOf: asOf,
      actuals: StoreFixture.actuals(
        StoreFixture.sales, from: "2013-01", [["EU", "FR"]: values, ["EU", "DE"]: values.map { $0 }]),
      forecasts: [["EU", "FR"]: [120], ["EU", "DE"]: [70]],
      evaluation: (1...3).map { horizon in
        EvaluationRow(
          level: "leaf", node: 0, method: .naive, horizon: horizon, pairs: 4, sumActual: 400,
          sumAbsoluteActual: 400,
          sumError: 8, sumAbsoluteError: 12, sumSquaredError: 40, sumScaledError: 3, scaledPairs: 4)
      },
      findings: [Finding(severity: .info, code: "note", domain: "sales", message: "a note")])
  }

  private func verify(asOf: String? = nil) throws -> RowIntegrity.Report {
    try RowIntegrity(connection: store.connection, schema: "ml").verify(
      [StoreFixture.sales, Self.stock], asOf: asOf.flatMap { Month($0) })
  }

  @Test func whatNobodyTouchedAgrees() throws {
    let report = try verify()
    #expect(report.differences.isEmpty, "\(report.differences)")
    #expect(report.runs == 3)
    // 12 horizons of leaves, nodes, regression and benchmarks; fits; findings; backtests; the runs; new actuals.
    let rows = try store.value(
      """
      select (select count(*) from ml.ml_pred_sales) + (select count(*) from ml.ml_pred_sales_rollup)
        + (select count(*) from ml.baseline_sales) + (select count(*) from ml.benchmark_sales)
        + (select count(*) from ml.actual_sales_history) + (select count(*) from ml.ml_pred_stock)
        + (select count(*) from ml.ml_pred_stock_rollup) + (select count(*) from ml.baseline_stock)
        + (select count(*) from ml.benchmark_stock) + (select count(*) from ml.actual_stock_history)
        + (select count(*) from ml.model_fits) + (select count(*) from ml.findings)
        + (select count(distinct (run_id, series_id, method)) from ml.backtest_accuracy) + 3
      """)
    #expect(rows == "\(report.rows)")
  }

  /// Statement, and what is said of it after vintage and run.
  @Test(arguments: [
    (
      "update ml.ml_pred_sales set predicted_value = predicted_value + 0.01 where horizon = 3 and country = 'FR' and as_of_month = '2013-02-01'",
      "ml_pred_sales_3m, leaf EU / FR, horizon 3: changed"
    ),
    (
      "update ml.ml_pred_sales set prediction_time = now() where horizon = 1 and country = 'DE' and as_of_month = '2013-02-01'",
      "ml_pred_sales_1m, leaf EU / DE, horizon 1: changed"
    ),
    (
      "delete from ml.ml_pred_sales_rollup where horizon = 12 and level = 'total' and as_of_month = '2013-02-01'",
      "ml_pred_sales_rollup, total (all) / (all), horizon 12: missing"
    ),
    (
      "update ml.baseline_sales set linear_regression = 0 where horizon = 2 and run_id = $run and series_id = (select series_id from ml.series where level = 'leaf' and keys = '{EU,FR}')",
      "baseline_sales, leaf EU / FR, horizon 2: changed"
    ),
    (
      "update ml.benchmark_sales set naive = 1 where horizon = 2 and run_id = $run and series_id = (select series_id from ml.series where level = 'leaf' and keys = '{EU,FR}')",
      "benchmark_sales, leaf EU / FR, horizon 2: changed"
    ),
    (
      "update ml.model_fits set reason = 'mine' where run_id = $run and series_id = (select series_id from ml.series where level = 'total' and domain = 'sales')",
      "model_fits, total (all) / (all), fit: changed"
    ),
    (
      "update ml.backtest_accuracy set sum_error = 0 where horizon = 2 and run_id = $run",
      "backtest_accuracy, leaf EU / DE, method naive: changed"
    ),
    (
      "insert into ml.findings (run_id, position, severity, code, count, message) values ($run, 2, 'info', 'x', 1, 'x')",
      "findings, finding 2: added"
    ), ("update ml.findings set message = 'all is well' where run_id = $run", "findings, finding 1: changed"),
    ("update ml.forecast_runs set origin = 'live' where run_id = $run", "forecast_runs, run: changed"),
    (
      "update ml.actual_sales_history set value = 111 where month = '2013-02-01' and country = 'FR'",
      "actual_sales_history, leaf EU / FR, month 2013-02: changed"
    ),
    (
      "delete from ml.row_digests where run_id = $run",
      "row_digests, all rows: it was published without digests"
    ),
  ])
  func aChangedRowIsNamed(statement: String, expected: String) throws {
    try store.connection.execute(
      statement.replacingOccurrences(of: "$run", with: "'\(february.runID)'"))
    let found = try verify().differences.filter { !$0.relation.hasPrefix("actual_sales") || $0.runID != nil }
    #expect(found.count == 1, "\(found)")
    let place = "sales as of 2013-02, run \(february.runID.prefix(12)): \(expected)"
    #expect(found.first?.description.hasPrefix(place) == true, "\(found)")
    #expect(try verify(asOf: "2013-01").differences.allSatisfy { $0.runID == nil })
  }

  @Test func changedActualsAreNamed() throws {
    try store.connection.execute(
      """
      update ml.actual_sales set value = 1 where month = '2013-01-01' and country = 'DE';
      delete from ml.actual_sales where month = '2013-02-01' and country = 'FR'
      """)
    #expect(
      try verify().differences.map(\.description) == [
        "sales: actual_sales, leaf EU / DE, month 2013-01: changed",
        "sales: actual_sales, leaf EU / FR, month 2013-02: missing",
      ])
  }

  /// A vintage put in between changes what the next one found new; a replaced one stays as it was.
  @Test func laterPublishingIsNoChange() throws {
    let again = try Self.sales(store, "2013-01", ["101.00"])
    try store.publish("2013-01", [again], supersede: "restated")
    #expect(try verify().differences == [])
    #expect(try verify().runs == 4)
    try store.publish("2013-01", [january], supersede: "and back")
    #expect(try verify().differences == [])
    try store.connection.execute(
      "update ml.ml_pred_sales set upper_95 = upper_95 + 1 where run_id = '\(again.runID)' and horizon = 1 and country = 'FR'"
    )
    #expect(try verify().differences.map(\.relation) == ["ml_pred_sales_1m"])
  }

  /// Dates, times and numbers are the same text in a session that prefers them otherwise.
  @Test func anotherSessionAgrees() throws {
    try store.connection.execute(
      "set timezone = 'Asia/Kolkata'; set datestyle = 'German'; set extra_float_digits = -5")
    #expect(try verify().differences == [])
  }
}
