import Domains
import Forecasting
import Postgres

extension ViewReader {
  /// `forecast_accuracy_<domain>` of a month, by window, level, keys, horizon, method and origin.
  /// - Parameter level: that level alone; nil for all of them.
  public func accuracy(_ domain: Domain, asOf: Month, level: String? = nil) throws -> [AccuracyRow] {
    try rows(
      "forecast_accuracy", domain, where: "as_of_month = $1" + (level == nil ? "" : " and level = $2"),
      [asOf.firstDay] + (level.map { [$0] } ?? []),
      order: ["window_months", "level collate \"C\""] + keyOrder(domain) + ["horizon", "method", "origin"]
    ) { row in
      AccuracyRow(
        asOfMonth: asOf, windowMonths: try row.integer("window_months"), level: try row.text("level"),
        keys: try row.keys(), horizon: try row.integer("horizon"), method: try row.text("method"),
        origin: try row.text("origin"), pairs: try row.integer("pairs"),
        sumActual: try row.amount("sum_actual"),
        sumAbsoluteActual: try row.amount("sum_abs_actual"), sumError: try row.amount("sum_error"),
        sumAbsoluteError: try row.amount("sum_abs_error"), rmse: try row.optionalDouble("rmse"),
        wape: try row.optionalDouble("wape"), biasPercent: try row.optionalDouble("bias_pct"),
        mase: try row.optionalDouble("mase"), hitTolerance: try row.text("hit_tolerance"),
        hits: try row.optionalInteger("hits"), covered80: try row.optionalInteger("covered_80"),
        covered95: try row.optionalInteger("covered_95"))
    }
  }

  /// `forecast_value_added_<domain>` of a month, by window, level, keys, horizon, origin and step.
  /// - Parameter level: that level alone; nil for all of them.
  public func valueAdded(_ domain: Domain, asOf: Month, level: String? = nil) throws -> [ValueAddedRow] {
    try rows(
      "forecast_value_added", domain, where: "as_of_month = $1" + (level == nil ? "" : " and level = $2"),
      [asOf.firstDay] + (level.map { [$0] } ?? []),
      order: ["window_months", "level collate \"C\""] + keyOrder(domain) + [
        "horizon", "origin", "step_position",
      ]
    ) { row in
      ValueAddedRow(
        windowMonths: try row.integer("window_months"), level: try row.text("level"), keys: try row.keys(),
        horizon: try row.integer("horizon"), origin: try row.text("origin"), step: try row.text("step"),
        pairs: try row.integer("pairs"), changedPairs: try row.optionalInteger("changed_pairs"),
        sumAbsoluteActual: try row.amount("sum_abs_actual"), sumAbsoluteError: try row.amount("sum_abs_error"),
        valueAdded: try row.optionalAmount("value_added"), wape: try row.optionalDouble("wape"))
    }
  }

  /// `forecast_adjustment_<domain>` of a month, by month, keys, time and line.
  public func adjustments(_ domain: Domain, asOf: Month) throws -> [AdjustmentRow] {
    try rows(
      "forecast_adjustment", domain, where: "as_of_month = $1", [asOf.firstDay],
      order: ["month"] + keyOrder(domain) + ["entered_at", "file_digest", "file_line"]
    ) { row in
      AdjustmentRow(
        month: try row.month("month"), keys: try row.keys(), amount: try row.amount("amount"),
        reason: try row.text("reason"), author: try row.text("author"))
    }
  }

  /// `checks_<domain>` of a month, in the order of the view.
  public func checks(_ domain: Domain, asOf: Month) throws -> [CheckRow] {
    try rows(
      "checks", domain, where: "as_of_month = $1", [asOf.firstDay], order: ["position", "name collate \"C\""]
    ) { row in
      CheckRow(
        name: "\(domain.name): \(try row.text("name"))", domain: domain.name,
        expectedSource: try row.text("expected_source"), actualSource: try row.text("actual_source"),
        expected: try row.amount("expected"), actual: try row.amount("actual"), code: row.optionalText("code"),
        level: row.optionalText("level"), comparison: row.optionalText("comparison"),
        period: row.optionalText("period"))
    }
  }

  /// `ml_pred_<domain>_<horizon>m` of current runs of `months`, by as-of month and keys.
  public func predictions(
    _ domain: Domain, horizon: Int, of months: ClosedRange<Month>
  ) throws -> [PredictionRow] {
    let columns = Connection.quoteIdentifier("ml_pred_\(domain.name)_\(horizon)m")
    let keys = keyOrder(domain).joined(separator: ", ")
    let repeated = RepeatedTexts()
    var rows: [PredictionRow] = []
    try connection.query(
      """
      select *, to_char(prediction_time at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as time_text
      from \(schema).\(columns)
      where as_of_month between $1 and $2 and run_id in (select run_id from \(schema).forecast_run where is_current)
      order by as_of_month, \(keys)
      """, [months.lowerBound.firstDay, months.upperBound.firstDay]
    ) { found in
      let row = ViewRow(
        row: found, relation: "ml_pred_\(domain.name)_\(horizon)m", domain: domain, repeated: repeated)
      rows.append(
        PredictionRow(
          month: try row.month("month"), asOfMonth: try row.month("as_of_month"), horizon: horizon,
          seriesID: try row.text("series_id"), keys: try row.keys(),
          predictedValue: try row.amount("predicted_value"),
          lower80: try row.optionalAmount("lower_80"), upper80: try row.optionalAmount("upper_80"),
          lower95: try row.optionalAmount("lower_95"), upper95: try row.optionalAmount("upper_95"),
          modelName: try row.text("model_name"), modelVersion: try row.text("model_version"),
          runID: try row.text("run_id"), predictionTime: try row.text("time_text")))
    }
    return rows
  }
}
