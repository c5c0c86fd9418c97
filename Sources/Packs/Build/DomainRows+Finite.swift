import Domains

extension DomainRows {
  /// Throws `PackError` for a share or a scaled error that is NaN or infinite, which a database's double may be: no page
  /// could say what it means, and a check that compares with it would neither pass nor fail.
  func checkFinite() throws(PackError) {
    for row in kpis {
      try check(row.variancePercent, "variance_pct") {
        "kpi_monthly_\(domain.name): \(node(row.level, row.keys)), \(row.period), \(row.comparison)"
      }
    }
    for row in accuracy {
      let values = [
        (row.rmse, "rmse"), (row.wape, "wape"), (row.biasPercent, "bias_pct"), (row.mase, "mase"),
      ]
      for (value, column) in values {
        try check(value, column) {
          "forecast_accuracy_\(domain.name): \(node(row.level, row.keys)), last \(row.windowMonths) months, "
            + "horizon \(row.horizon), \(row.method), \(row.origin)"
        }
      }
    }
    for row in valueAdded {
      try check(row.wape, "wape") {
        "forecast_value_added_\(domain.name): \(node(row.level, row.keys)), last \(row.windowMonths) months, "
          + "horizon \(row.horizon), \(row.step), \(row.origin)"
      }
    }
  }

  private func check(_ value: Double?, _ column: String, _ place: () -> String) throws(PackError) {
    guard let value, !value.isFinite else { return }
    throw PackError(
      .rows,
      "\(place()): \(column) is \(value); find what the view divides there, and publish the month again once it is a number"
    )
  }

  private func node(_ level: String, _ keys: SeriesKey) -> String {
    ([level] + keys.values.filter { $0 != Domain.Level.all }).joined(separator: " / ")
  }
}
