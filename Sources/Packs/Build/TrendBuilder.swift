import Domains
import Forecasting

/// The monthly chart of a node, and the table behind it.
struct TrendBuilder {
  let context: BuildContext

  /// Of the domain's total.
  func chart(_ name: String, id: String) throws(PackError) -> MonthlyChart {
    let domain = try context.domain(name).domain
    let total = try context.kpis(name).total
    return try chart(
      name, Domain.Level.total, total, id: id, what: "\(domain.label), \(context.numbers.unit(domain.unit))")
  }

  /// Of one node; `what` is the second line of its title.
  func chart(
    _ name: String, _ level: String, _ keys: SeriesKey, id: String, what: String
  ) throws(PackError) -> MonthlyChart {
    let source = try context.domain(name)
    let domain = source.domain
    let asOf = context.asOf
    let isTotal = level == Domain.Level.total
    let oneAhead = isTotal ? context.oneAhead(name) : [:]
    let trend = context.trend(name, level, keys)
    let first = asOf - context.definition.history + 1
    let last = asOf + context.definition.ahead
    let rows = trend.filter { $0.month >= first && $0.month <= last }
    let points = rows.map { row in
      let isAhead = row.month > asOf
      let value = isAhead ? row.forecast : row.actual
      let comparison = Comparison(value: value, reference: row.priorYear, preference: domain.preference)
      return MonthlyChart.Point(
        month: row.month, actual: isAhead ? nil : row.actual, priorYear: row.priorYear, plan: row.plan,
        oneAhead: isAhead ? nil : oneAhead[row.month], forecast: isAhead ? row.forecast : nil,
        lower80: isAhead ? row.lower80 : nil, upper80: isAhead ? row.upper80 : nil,
        variance: comparison.variance, percent: comparison.percent)
    }
    let period =
      points.isEmpty
      ? context.language.text(.noMonth) : context.language.name(points[0].month, points[points.count - 1].month)
    let scenarios = points.contains { $0.plan != nil } ? "AC, PY, PL, FC" : "AC, PY, FC"
    let title = Title(
      who: context.definition.organisation, what: what,
      when: context.language.text(
        domain.kind == .stock ? .monthEndsTitle : .monthsTitle, ["period": period, "scenarios": scenarios]))
    let data = table(points, rows, domain, level, keys, hasOneAhead: isTotal, id: "\(id)-data", title)
    return MonthlyChart(
      id: id, title: title, summary: summary(points, domain.label), asOf: asOf, points: points, data: data)
  }

  private func table(
    _ points: [MonthlyChart.Point], _ rows: [ActualForecastRow], _ domain: Domain, _ level: String,
    _ keys: SeriesKey,
    hasOneAhead: Bool, id: String, _ title: Title
  ) -> Table {
    let language = context.language
    let node = Source("trend", domain, asOf: context.asOf, level, keys)
    let value: SQL = "case when month > as_of_month then forecast else actual end"
    var columns = [
      Table.Column("month", language.text(.month), .text),
      Table.Column("ac", "AC", scenario: .actual, reading: Reading("actual")),
      Table.Column("fc1", language.text(.oneAhead), scenario: .forecast),
      Table.Column("fc1.variance", "ΔFC", relation: .difference("ac", "fc1")),
      Table.Column("fc", "FC", scenario: .forecast, reading: Reading("forecast")),
      Table.Column("lower", language.text(.low80), reading: Reading("lower_80")),
      Table.Column("upper", language.text(.high80), reading: Reading("upper_80")),
      Table.Column(
        "fc.previous", language.text(.lastVintage), scenario: .forecast, reading: Reading("forecast_previous")),
      Table.Column(
        "revision", language.text(.revision), relation: .difference("fc", "fc.previous"),
        reading: Reading("forecast - forecast_previous")),
      Table.Column("py", "PY", scenario: .priorYear, reading: Reading("prior_year")),
      Table.Column(
        "py.variance", "ΔPY", relation: .difference("ac", "py"), or: .difference("fc", "py"),
        reading: Reading("\(value) - prior_year")),
      Table.Column(
        "py.percent", "ΔPY %", relation: .quotient("py.variance", "py"),
        reading: Reading("(\(value) - prior_year) / nullif(greatest(prior_year, 0), 0)")),
      Table.Column("pl", "PL", scenario: .plan, reading: Reading("plan")),
    ]
    var lines = zip(points, rows).map { point, row in
      let isAhead = point.month > context.asOf
      let onForecast = Comparison(
        value: point.actual, reference: point.oneAhead, preference: domain.preference)
      let last = row.forecastPrevious
      let revision = Comparison(value: point.forecast, reference: last, preference: domain.preference)
      var line = Table.Row(
        [
          .month(point.month), .optional(point.actual), .optional(point.oneAhead),
          isAhead || point.actual == nil || point.oneAhead == nil ? .blank : onForecast.variance,
          .optional(point.forecast), .optional(point.lower80), .optional(point.upper80),
          isAhead ? .optional(last) : .blank, isAhead && last != nil ? revision.variance : .blank,
          .optional(point.priorYear), point.variance, point.percent, .optional(point.plan),
        ], source: node.and("month", point.month))
      if !isAhead, let before = context.oneAheadSource(domain, point.month) {
        line.queries["fc1"] = before
        line.queries["fc1.variance"] = line.source.map {
          .computed("select (\($0.select("actual"))) - (\(before))")
        }
      }
      return line
    }
    var dropped = points.contains { $0.plan != nil } ? [] : ["pl"]
    if !hasOneAhead { dropped += ["fc1", "fc1.variance"] }
    for key in dropped {
      guard let index = columns.firstIndex(where: { $0.key == key }) else { continue }
      columns.remove(at: index)
      for row in lines.indices { lines[row].cells.remove(at: index) }
    }
    return Table(id: id, title: title, columns: columns, rows: lines)
  }

  /// What a listener hears: the least and the greatest month, seen and ahead.
  func summary(_ points: [MonthlyChart.Point], _ label: String) -> String {
    let (language, numbers) = (context.language, context.numbers)
    let sides = [
      (Message.summaryActual, points.map(\.actual)), (.summaryForecast, points.map(\.forecast)),
    ]
    let sentences = sides.compactMap { message, amounts -> String? in
      let known = zip(points, amounts).compactMap { point, amount in amount.map { (point.month, $0) } }
      guard let first = known.first, let last = known.last,
        let low = known.min(by: { $0.1.scaled < $1.1.scaled }),
        let high = known.max(by: { $0.1.scaled < $1.1.scaled })
      else { return nil }
      return language.text(
        message,
        [
          "period": language.name(first.0, last.0), "low": numbers.sentence(low.1),
          "low_month": language.name(low.0), "high": numbers.sentence(high.1),
          "high_month": language.name(high.0),
        ])
    }
    return ([label + "."] + (sentences.isEmpty ? [language.text(.noMonth) + "."] : sentences)).joined(
      separator: " ")
  }
}
