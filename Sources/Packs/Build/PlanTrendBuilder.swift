import Domains
import Forecasting

/// The months of the part that is planned, with their variances on plan, up to the last planned month.
struct PlanTrendBuilder {
  let context: BuildContext
  let node: PlannedNode

  func chart(_ name: String, id: String, _ what: String) throws(PackError) -> MonthlyChart {
    let domain = try context.domain(name).domain
    let (language, asOf) = (context.language, context.asOf)
    let trend = context.trend(name, node.level, node.keys)
    let first = asOf - context.definition.history + 1
    let planned = trend.filter { $0.plan != nil }.map(\.month).max() ?? asOf
    let last = min(asOf + context.definition.ahead, max(asOf, planned))
    let rows = trend.filter { $0.month >= first && $0.month <= last }
    let points = rows.map { point($0, domain) }
    let period = points.isEmpty ? language.text(.noMonth) : language.name(points[0].month, last)
    let title = context.title(
      what, of: domain,
      language.text(
        domain.kind == .stock ? .monthEndsTitle : .monthsTitle,
        ["period": period, "scenarios": "AC, PY, PL, FC"]))
    return MonthlyChart(
      id: id, title: title, summary: TrendBuilder(context: context).summary(points, what), asOf: asOf,
      points: points, data: table(points, domain, id: "\(id)-data", title), reference: .plan)
  }

  private func point(_ row: ActualForecastRow, _ domain: Domain) -> MonthlyChart.Point {
    let isAhead = row.month > context.asOf
    let comparison = Comparison(
      value: isAhead ? row.forecast : row.actual, reference: row.plan, preference: domain.preference)
    return MonthlyChart.Point(
      month: row.month, actual: isAhead ? nil : row.actual, priorYear: row.priorYear, plan: row.plan,
      oneAhead: nil, forecast: isAhead ? row.forecast : nil, lower80: isAhead ? row.lower80 : nil,
      upper80: isAhead ? row.upper80 : nil,
      variance: row.plan == nil ? .unavailable(.notPlanned) : comparison.variance,
      percent: row.plan == nil ? .unavailable(.notPlanned) : comparison.percent)
  }

  private func table(_ points: [MonthlyChart.Point], _ domain: Domain, id: String, _ title: Title) -> Table {
    let place = Source("trend", domain, asOf: context.asOf, node.level, node.keys)
    let value: SQL = "case when month > as_of_month then forecast else actual end"
    let columns = [
      Table.Column("month", context.language.text(.month), .text),
      Table.Column("ac", "AC", scenario: .actual, reading: Reading("actual")),
      Table.Column("fc", "FC", scenario: .forecast, reading: Reading("forecast")),
      Table.Column("pl", "PL", scenario: .plan, reading: Reading("plan")),
      Table.Column(
        "pl.variance", "ΔPL", relation: .difference("ac", "pl"), or: .difference("fc", "pl"),
        reading: Reading("\(value) - plan")),
      Table.Column(
        "pl.percent", "ΔPL %", relation: .quotient("pl.variance", "pl"),
        reading: Reading("(\(value) - plan) / nullif(greatest(plan, 0), 0)")),
      Table.Column("py", "PY", scenario: .priorYear, reading: Reading("prior_year")),
    ]
    let lines = points.map { point in
      Table.Row(
        [
          .month(point.month), .optional(point.actual), .optional(point.forecast), .optional(point.plan),
          point.variance, point.percent, .optional(point.priorYear),
        ], depth: node.names.count, source: place.and("month", point.month))
    }
    return Table(id: id, title: title, columns: columns, rows: node.headings(columns: columns.count) + lines)
  }
}
