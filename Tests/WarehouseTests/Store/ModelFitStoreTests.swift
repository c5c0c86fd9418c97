import Domains
import Forecasting
import Foundation
import Testing

@testable import Warehouse

/// A training that was stored predicts as the one that was not.
@Suite struct ModelFitStoreTests {
  @Test func aStoredTrainingPredictsTheSame() throws {
    let store = try StoreFixture()
    let domain = StoreFixture.sales
    let asOf = try #require(Month("2013-12"))
    let keys = [SeriesKey(["EU", "DE"]), SeriesKey(["EU", "FR"]), SeriesKey(["NA", "it's \"US\""])]
    var values: [Double] = []
    for series in 0..<3 {
      for month in 0..<36 {
        let season = Double((month * 5 + series) % 12)
        values.append(1_000.1 * Double(series + 1) + 7.3 * Double(month) + 90 * season)
      }
    }
    let panel = try Panel(
      asOf: asOf, values: values, offsets: [0, 36, 72, 108],
      firstMonths: [Month](repeating: asOf - 35, count: 3))
    let series = try RunSeries(domain: domain, leaves: keys, grouping: StoreFixture.grouping(domain, keys))
    let settings = EngineSettings()
    let training = try Engine.train(panel, grouping: series.grouping, settings: settings)
    let predictions = try Engine.predict(training, panel: panel, grouping: series.grouping)
    let run = try store.ledger.begin(
      RunIdentity(domain: domain, asOf: asOf, datasetDigest: "d", settings: settings), horizons: 12,
      datasetRows: 108, datasetTotal: Amount(scaled: 0, decimals: 2), now: 0)
    let writer = RunWriter(connection: store.connection, schema: "ml")
    #expect(
      try writer.write(run, series: series, training: training, predictions: predictions, findings: []) == true)
    #expect(
      try writer.write(run, series: series, training: training, predictions: predictions, findings: []) == false
    )
    let stored = try ModelFitStore(connection: store.connection, schema: "ml").read(
      run, series: series, settings: settings, engineVersion: training.engineVersion)
    #expect(stored.leaves == training.leaves)
    #expect(stored.levels == training.levels)
    #expect(try Engine.predict(stored, panel: panel, grouping: series.grouping) == predictions)

    let kept = training.evaluation.filter { $0.node != nil && $0.pairs > 0 }.count
    #expect(try store.value("select count(*) from ml.backtest_accuracy") == String(kept))
    let total = try #require(
      training.evaluation.first {
        $0.level == "total" && $0.node == 0 && $0.method == .final && $0.horizon == 3
      })
    let rows = try store.lines(
      "select pairs, sum_abs_error from ml.backtest_accuracy join ml.series using (series_id) "
        + "where level = 'total' and method = 'final' and horizon = 3")
    let error = try #require(Amount(rounding: total.sumAbsoluteError, decimals: 2))
    #expect(rows == ["\(total.pairs)|\(error)"])
  }
}
