import Domains
import Forecasting
import Testing

@testable import forecastpack

/// Worked by hand: two countries, errors and actuals in whole units.
@Suite struct AccuracyReportTests {
  private func row(
    _ country: String, _ method: String, error: Int64, absolute: Int64, actual: Int64, pairs: Int = 2,
    mase: Double? = nil
  ) -> AccuracyRow {
    func amount(_ value: Int64) -> Amount { Amount(scaled: value, decimals: 0) }
    return AccuracyRow(
      asOfMonth: Month(year: 2013, month: 11), windowMonths: 0, level: "country", keys: SeriesKey([country]),
      horizon: 1, method: method, origin: "backfilled", pairs: pairs, sumActual: amount(actual),
      sumAbsoluteActual: amount(actual), sumError: amount(error), sumAbsoluteError: amount(absolute), rmse: nil,
      wape: nil, biasPercent: nil, mase: mase, hitTolerance: "10 %", hits: 0, covered80: nil, covered95: nil)
  }

  @Test func poolsSumsAndWeighsMASEByPairs() {
    let pooled = PooledAccuracy.pool(
      domain: "sales", asOf: Month(year: 2013, month: 11), levels: ["country"],
      [
        row("A", "final", error: -10, absolute: 30, actual: 100, pairs: 3, mase: 1),
        row("B", "final", error: 40, absolute: 40, actual: 300, pairs: 1, mase: 2),
        row("C", "final", error: 0, absolute: 10, actual: 0),
      ])
    #expect(pooled.count == 1)
    #expect(pooled[0].wape == 0.2)
    #expect(pooled[0].bias == 0.075)
    #expect(pooled[0].mase == 1.25)
    #expect(pooled[0].masePairs == 4)
    #expect(pooled[0].pairs == 6)
    #expect(pooled[0].mae == 80.0 / 6)
  }

  @Test func saysWhatItGainsAndWhereItGainsNothing() {
    let rows = [
      row("A", "final", error: -10, absolute: 30, actual: 100),
      row("A", "linear_regression", error: 0, absolute: 29, actual: 100, pairs: 1),
      row("A", "naive", error: 0, absolute: 31, actual: 100),
      row("A", "seasonal_naive", error: 0, absolute: 30, actual: 100),
    ]
    let text = AccuracyReport(
      lines: PooledAccuracy.pool(domain: "sales", asOf: Month(year: 2013, month: 11), levels: ["country"], rows)
    ).text
    #expect(
      text == """
        sales, country, backfilled, as of 2013-11, all months
           h  method              pairs      WAPE   MASE (pairs)      bias           MAE          RMSE
           1  final                  2    30.0 %            n/a   -10.0 %            15           n/a
           1  linear_regression      1    29.0 %            n/a     0.0 %            29           n/a
           1  seasonal_naive         2    30.0 %            n/a     0.0 %            15           n/a
           1  naive                  2    31.0 %            n/a     0.0 %            16           n/a
        no better than linear_regression at h = 1 (-1.0 points; 2 and 1 pairs)
        no better than seasonal_naive at h = 1
        gains on naive at h = 1 (1.0 points)
        """)
  }
}
