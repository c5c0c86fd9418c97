import Domains
import Forecasting

/// The accuracy rows over `SampleValues`: the total, every past vintage.
struct SampleAccuracy {
  let values: SampleValues

  func rows() -> [AccuracyRow] {
    [1, 3, 6, 12].flatMap { horizon in
      ["final", "seasonal_naive", "naive"].map { row(horizon, $0) }
    }
  }

  private func row(_ horizon: Int, _ method: String) -> AccuracyRow {
    let asOf = values.facts.asOf
    let zero = Amount(scaled: 0, decimals: values.domain.decimals)
    var pairs = 0
    var (actual, error, absolute) = (zero, zero, zero)
    var hits = 0
    for age in 0..<12 where horizon + age <= values.facts.vintages {
      let month = asOf - age
      let origin = month - horizon
      let forecast =
        switch method {
        case "seasonal_naive": values.actual(values.all, month - 12)
        case "naive": values.actual(values.all, origin)
        default: Optional(values.forecast(values.all, month, asOf: origin))
        }
      guard let value = values.actual(values.all, month), let forecast else { continue }
      let difference = value - forecast
      pairs += 1
      actual = actual + value
      error = error + difference
      absolute = absolute + (difference.scaled < 0 ? -difference : difference)
      hits += 10 * difference.scaled.magnitude <= value.scaled.magnitude ? 1 : 0
    }
    let base = actual.doubleValue
    return AccuracyRow(
      asOfMonth: asOf, windowMonths: 12, level: "total", keys: values.total, horizon: horizon, method: method,
      origin: "backfilled", pairs: pairs, sumActual: actual, sumAbsoluteActual: actual, sumError: error,
      sumAbsoluteError: absolute, rmse: nil, wape: base > 0 ? absolute.doubleValue / base : nil,
      biasPercent: base > 0 ? error.doubleValue / base : nil, mase: pairs > 0 ? 0.5 : nil,
      hitTolerance: "10 %", hits: hits, covered80: method == "final" ? hits : nil, covered95: nil)
  }
}
