import Domains
import Forecasting

extension ViewReader {
  /// `kpi_monthly_<domain>` of a month, by level, keys, period and comparison.
  /// - Parameters:
  ///   - periods: those that come of leaves; nil for all.
  ///   - whole: the leaves that come with every period all the same.
  public func kpis(
    _ domain: Domain, asOf: Month, periods: Set<String>? = nil, whole: [SeriesKey] = []
  ) throws -> [KPIRow] {
    var condition = "as_of_month = $1"
    var parameters: [String?] = [asOf.firstDay]
    if let periods {
      parameters.append(PostgresArray.text(periods.sorted()))
      condition += " and (level <> 'leaf' or period = any ($2::text[])"
      if !whole.isEmpty { condition += " or \(among(whole, domain, &parameters))" }
      condition += ")"
    }
    return try rows(
      "kpi_monthly", domain, where: condition, parameters,
      order: ["level collate \"C\""] + keyOrder(domain) + ["period", "comparison"]
    ) { row in
      KPIRow(
        asOfMonth: asOf, runID: try row.text("run_id"), level: try row.text("level"), keys: try row.keys(),
        period: try row.text("period"), periodStart: try row.month("period_start"),
        periodEnd: try row.month("period_end"), comparison: try row.text("comparison"),
        value: try row.optionalAmount("value"), reference: try row.optionalAmount("reference"),
        variance: try row.optionalAmount("variance"), varianceUnit: try row.text("variance_unit"),
        variancePercent: try row.optionalDouble("variance_pct"), percentStatus: try row.text("pct_status"),
        impact: try row.optionalInteger("impact"), monthsActual: try row.integer("months_actual"),
        monthsForecast: try row.integer("months_forecast"), scope: row.optionalText("scope"),
        lower80: try row.optionalAmount("lower_80"), upper80: try row.optionalAmount("upper_80"),
        unit: try row.text("unit"))
    }
  }

  /// `trend_<domain>` of a month's run without its leaves, by level, keys and month.
  /// - Parameter first: the first month that comes; nil for all.
  public func trend(_ domain: Domain, asOf: Month, from first: Month? = nil) throws -> [ActualForecastRow] {
    try rows(
      "trend", domain,
      where: "as_of_month = $1 and level <> 'leaf'" + (first == nil ? "" : " and month >= $2"),
      [asOf.firstDay] + (first.map { [$0.firstDay] } ?? []), order: trendOrder(domain), trendRow)
  }

  /// `trend_<domain>` of a month's run for single leaves, by keys and month.
  /// - Parameter months: those that come; nil for all.
  public func trend(
    _ domain: Domain, asOf: Month, leaves: [SeriesKey], months: ClosedRange<Month>? = nil
  ) throws -> [ActualForecastRow] {
    guard !leaves.isEmpty else { return [] }
    var parameters: [String?] = [asOf.firstDay]
    var condition = "as_of_month = $1 and level = 'leaf' and \(among(leaves, domain, &parameters))"
    if let months {
      condition += " and month between $\(parameters.count + 1) and $\(parameters.count + 2)"
      parameters += [months.lowerBound.firstDay, months.upperBound.firstDay]
    }
    return try rows("trend", domain, where: condition, parameters, order: trendOrder(domain), trendRow)
  }

  /// `trend_<domain>` of every current run up to a month: the months ahead of each at one level, by month and
  /// as-of month.
  public func vintages(_ domain: Domain, upTo asOf: Month, level: String = Domain.Level.total) throws
    -> [ActualForecastRow]
  {
    try rows(
      "trend", domain, where: "as_of_month <= $1 and horizon is not null and level = $2",
      [asOf.firstDay, level],
      order: trendOrder(domain), trendRow)
  }

  /// `outlook_bridge_<domain>` of a month, by level and keys.
  /// - Parameter isBrief: without the leaves.
  public func outlookBridge(_ domain: Domain, asOf: Month, isBrief: Bool = false) throws -> [OutlookBridgeRow] {
    try rows(
      "outlook_bridge", domain, where: "as_of_month = $1" + (isBrief ? " and level <> 'leaf'" : ""),
      [asOf.firstDay], order: ["level collate \"C\""] + keyOrder(domain)
    ) { row in
      OutlookBridgeRow(
        asOfMonth: asOf, level: try row.text("level"), keys: try row.keys(),
        periodStart: try row.month("period_start"), periodEnd: try row.month("period_end"),
        lastOutlook: try row.amount("last_outlook"), deltaForecast: try row.amount("delta_fc"),
        revision: try row.amount("revision"), restatement: try row.amount("restatement"),
        outlook: try row.amount("outlook"), unit: try row.text("unit"))
    }
  }

  /// `stock_bridge_<domain>` of a month, by level, keys and month; empty for a flow.
  public func stockBridge(_ domain: Domain, asOf: Month) throws -> [StockBridgeRow] {
    guard domain.kind == .stock else { return [] }
    return try rows(
      "stock_bridge", domain, where: "as_of_month = $1", [asOf.firstDay],
      order: ["level collate \"C\""] + keyOrder(domain) + ["month"]
    ) { row in
      StockBridgeRow(
        asOfMonth: asOf, level: try row.text("level"), keys: try row.keys(), month: try row.month("month"),
        opening: try row.optionalAmount("opening"), inflow: try row.optionalAmount("inflow"),
        outflow: try row.optionalAmount("outflow"), revaluation: try row.optionalAmount("revaluation"),
        closing: try row.amount("closing"), unit: try row.text("unit"))
    }
  }

  private func trendOrder(_ domain: Domain) -> [String] {
    ["level collate \"C\""] + keyOrder(domain) + ["month", "as_of_month"]
  }

  private func trendRow(_ row: ViewRow) throws -> ActualForecastRow {
    ActualForecastRow(
      runID: try row.text("run_id"), asOfMonth: try row.month("as_of_month"), level: try row.text("level"),
      keys: try row.keys(), month: try row.month("month"), horizon: try row.optionalInteger("horizon"),
      isComplete: try row.boolean("is_complete"), actual: try row.optionalAmount("actual"),
      forecast: try row.optionalAmount("forecast"), lower80: try row.optionalAmount("lower_80"),
      upper80: try row.optionalAmount("upper_80"), lower95: try row.optionalAmount("lower_95"),
      upper95: try row.optionalAmount("upper_95"),
      forecastPrevious: try row.optionalAmount("forecast_previous"),
      seasonalNaive: try row.optionalAmount("seasonal_naive"), priorYear: try row.optionalAmount("prior_year"),
      plan: try row.optionalAmount("plan"), modelForecast: try row.optionalAmount("model_forecast"),
      adjustment: try row.optionalAmount("adjustment"), planVersion: row.optionalText("plan_version"),
      planScope: row.optionalText("plan_scope"), modelName: row.optionalText("model_name"))
  }
}
