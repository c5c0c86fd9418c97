import Domains
import Forecasting

/// How the forecasts of single months moved over the vintages.
struct ConeBuilder {
  let context: BuildContext

  /// Of the as-of month, which is known by now, and of the next.
  func charts(_ name: String) throws(PackError) -> [ConeChart] {
    let source = try context.domain(name)
    let total = try context.kpis(name).total
    var charts: [ConeChart] = []
    for target in [context.asOf, context.asOf + 1] {
      let rows = source.vintages.filter { $0.month == target && $0.keys == total && $0.forecast != nil }
        .sorted { $0.asOfMonth < $1.asOfMonth }
      let points = rows.compactMap { row in
        row.forecast.map {
          ConeChart.Point(
            vintage: row.asOfMonth, forecast: $0, lower80: row.lower80, upper80: row.upper80)
        }
      }
      guard !points.isEmpty else { continue }
      let actual = context.trend(name, Domain.Level.total, total).first {
        $0.month == target && target <= context.asOf
      }?
      .actual
      charts.append(chart(source.domain, target, actual, points, id: "\(name)-cone-\(charts.count + 1)"))
    }
    return charts
  }

  private func chart(
    _ domain: Domain, _ target: Month, _ actual: Amount?, _ points: [ConeChart.Point], id: String
  ) -> ConeChart {
    let language = context.language
    let title = context.title(
      language.text(.coneTitle, ["domain": domain.label, "month": language.name(target)]), of: domain,
      language.text(.coneWhen, ["period": language.name(points[0].vintage, points[points.count - 1].vintage)]))
    let total = SeriesKey(domain.keys.map { _ in Domain.Level.all })
    var rows = points.map { point in
      let comparison = Comparison(value: actual, reference: point.forecast, preference: domain.preference)
      let source = Source("trend", domain, asOf: point.vintage, Domain.Level.total, total)
        .and("month", target)
      return Table.Row(
        [
          .month(point.vintage), .count(target - point.vintage), .money(point.forecast),
          .optional(point.lower80),
          .optional(point.upper80), actual == nil ? .blank : comparison.variance,
        ], source: source)
    }
    if let actual {
      var row = Table.Row(
        [.text("AC \(language.name(target))"), .blank, .money(actual), .blank, .blank, .blank], isTotal: true)
      row.queries["fc"] = Source("trend", domain, asOf: context.asOf, Domain.Level.total, total)
        .and("month", target).select("actual")
      rows.append(row)
    }
    let relation = "trend_\(domain.name)"
    let known: SQL = """
      (select actual from \(name: relation) known where known.as_of_month = \(context.asOf) \
      and known.level = \(Domain.Level.total) and known.month = \(name: relation).month)
      """
    let table = Table(
      id: "\(id)-data", title: title,
      columns: [
        Table.Column("vintage", language.text(.vintage), .text),
        Table.Column("horizon", language.text(.horizon), reading: Reading("horizon")),
        Table.Column("fc", "FC", scenario: .forecast, reading: Reading("forecast")),
        Table.Column("lower", language.text(.low80), reading: Reading("lower_80")),
        Table.Column("upper", language.text(.high80), reading: Reading("upper_80")),
        Table.Column("error", "ΔFC", reading: Reading("\(known) - forecast")),
      ], rows: rows)
    let numbers = context.numbers
    let parts = points.map { "\(language.name($0.vintage)) \(numbers.money($0.forecast))" }
    let end = actual.map { ["AC \(numbers.money($0))"] } ?? []
    return ConeChart(
      id: id, title: title, summary: (parts + end).joined(separator: ", ") + ".", target: target,
      actual: actual,
      points: points, data: table)
  }
}
