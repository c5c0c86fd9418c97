import Domains
import Forecasting

/// The monthly chart of a domain's total, and the table behind it.
struct TrendBuilder {
  let context: BuildContext

  func chart(_ name: String, id: String) throws(PackError) -> MonthlyChart {
    let source = try context.domain(name)
    let domain = source.domain
    let asOf = context.asOf
    let total = try context.kpis(name).total
    let oneAhead = Self.byMonth(source.oneAhead.filter { $0.keys == total && $0.horizon == 1 })
    let trend = Self.byMonth(source.trend.filter { $0.keys == total && $0.runID == source.run.runID })
    let first = asOf - context.definition.history + 1
    let last = asOf + context.definition.ahead
    let months = trend.keys.filter { $0 >= first && $0 <= last }.sorted()
    let points = months.compactMap { month -> MonthlyChart.Point? in
      guard let row = trend[month] else { return nil }
      let isAhead = month > asOf
      return MonthlyChart.Point(
        month: month, actual: isAhead ? nil : row.actual, priorYear: row.priorYear,
        oneAhead: isAhead ? nil : oneAhead[month]?.forecast, forecast: isAhead ? row.forecast : nil,
        lower80: isAhead ? row.lower80 : nil, upper80: isAhead ? row.upper80 : nil)
    }
    let kind = domain.kind == .stock ? "month ends" : "months"
    let period =
      points.isEmpty
      ? "no month yet" : context.language.name(points[0].month, points[points.count - 1].month)
    let title = context.title(domain.label, of: domain, "\(kind) \(period): AC, PY, FC with 80 % range")
    let previous = trend.mapValues(\.forecastPrevious)
    let data = table(points, previous, domain, id: "\(id)-data", title)
    return MonthlyChart(
      id: id, title: title, summary: summary(points, domain), asOf: asOf, points: points, data: data)
  }

  private func table(
    _ points: [MonthlyChart.Point], _ previous: [Month: Amount?], _ domain: Domain, id: String, _ title: Title
  ) -> Table {
    let columns = [
      Table.Column("month", "Month", .text),
      Table.Column("ac", "AC", scenario: .actual),
      Table.Column("fc1", "FC 1 month ahead", scenario: .forecast),
      Table.Column("fc1.variance", "ΔFC", relation: .difference("ac", "fc1")),
      Table.Column("fc", "FC", scenario: .forecast),
      Table.Column("lower", "80 % low"), Table.Column("upper", "80 % high"),
      Table.Column("fc.previous", "FC last vintage", scenario: .forecast),
      Table.Column("revision", "Revision", relation: .difference("fc", "fc.previous")),
      Table.Column("py", "PY", scenario: .priorYear),
      Table.Column("py.variance", "ΔPY", relation: .difference("ac", "py"), or: .difference("fc", "py")),
      Table.Column("py.percent", "ΔPY %", relation: .quotient("py.variance", "py")),
    ]
    let rows = points.map { point in
      let value = point.actual ?? point.forecast
      let onPriorYear = Comparison(value: value, reference: point.priorYear, preference: domain.preference)
      let onForecast = Comparison(
        value: point.actual, reference: point.oneAhead, preference: domain.preference)
      let isAhead = point.month > context.asOf
      let last = previous[point.month] ?? nil
      let revision = Comparison(value: point.forecast, reference: last, preference: domain.preference)
      func source(_ figure: CellSource.Figure) -> CellSource {
        .trend(
          CellSource.Trend(
            domain: domain.name, level: Domain.Level.total,
            keys: SeriesKey(domain.keys.map { _ in Domain.Level.all }),
            month: point.month, figure: figure))
      }
      let cells: [Cell] = [
        .month(point.month), .optional(point.actual), .optional(point.oneAhead),
        isAhead || point.actual == nil ? .blank : onForecast.variance,
        .optional(point.forecast), .optional(point.lower80), .optional(point.upper80),
        isAhead ? .optional(last) : .blank, isAhead ? revision.variance : .blank,
        .optional(point.priorYear), onPriorYear.variance, onPriorYear.percent,
      ]
      return Table.Row(
        cells,
        sources: [
          "ac": source(.actual), "fc": source(.forecast), "fc1": source(.oneAhead),
          "fc.previous": source(.previous), "py": source(.priorYear),
        ])
    }
    return Table(id: id, title: title, columns: columns, rows: rows)
  }

  private func summary(_ points: [MonthlyChart.Point], _ domain: Domain) -> String {
    var sentences = ["\(domain.label) a month."]
    for (name, amounts) in [("Actual", points.map(\.actual)), ("Forecast", points.map(\.forecast))] {
      let known = zip(points, amounts).compactMap { point, amount in amount.map { (point.month, $0) } }
      guard let first = known.first, let last = known.last,
        let low = known.min(by: { $0.1.scaled < $1.1.scaled }),
        let high = known.max(by: { $0.1.scaled < $1.1.scaled })
      else {
        sentences.append("No \(name.lowercased()).")
        continue
      }
      let numbers = context.numbers
      sentences.append(
        "\(name) \(context.language.name(first.0, last.0)): lowest \(numbers.sentence(low.1)) in "
          + "\(context.language.name(low.0)), highest \(numbers.sentence(high.1)) in "
          + "\(context.language.name(high.0)).")
    }
    return sentences.joined(separator: " ")
  }

  private static func byMonth(_ rows: [ActualForecastRow]) -> [Month: ActualForecastRow] {
    Dictionary(rows.map { ($0.month, $0) }) { first, second in
      first.asOfMonth >= second.asOfMonth ? first : second
    }
  }
}
