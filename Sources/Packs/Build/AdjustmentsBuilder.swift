import Domains
import Forecasting

/// What people changed in the forecasts: model, adjustment and forecast apart, and each adjustment with its reason.
struct AdjustmentsBuilder {
  let context: BuildContext
  private var language: Language { context.language }

  /// Empty where nobody adjusted anything.
  func tables(_ name: String) throws(PackError) -> [Table] {
    let source = try context.domain(name)
    guard !source.adjustments.isEmpty else { return [] }
    return [try totals(source), list(source)]
  }

  private func totals(_ source: DomainRows) throws(PackError) -> Table {
    let total = try context.kpis(source.domain.name).total
    let place = Source("trend", source.domain, asOf: context.asOf, Domain.Level.total, total)
    let rows = source.trend.filter { $0.keys == total && $0.adjustment != nil }.sorted { $0.month < $1.month }
    return Table(
      id: "\(source.domain.name)-adjusted",
      title: context.title(
        language.text(.adjustedTitle, ["domain": source.domain.label]), of: source.domain,
        language.text(.adjustedWhen)),
      columns: [
        Table.Column("month", language.text(.month), .text),
        Table.Column("model", language.text(.model), reading: Reading("model_forecast")),
        Table.Column(
          "adjustment", language.text(.adjustment), relation: .difference("fc", "model"),
          reading: Reading("adjustment")),
        Table.Column("fc", "FC", scenario: .forecast, reading: Reading("forecast")),
      ],
      rows: rows.map { row in
        Table.Row(
          [
            .month(row.month), .optional(row.modelForecast),
            row.adjustment.map { .variance($0, .neutral) } ?? .blank, .optional(row.forecast),
          ], source: place.and("month", row.month))
      },
      note: language.text(.adjustedNote)
    )
  }

  private func list(_ source: DomainRows) -> Table {
    Table(
      id: "\(source.domain.name)-adjustments",
      title: context.title(
        language.text(.adjustmentsTitle, ["domain": source.domain.label]), of: source.domain,
        language.text(.adjustmentsWhen)),
      columns: [
        Table.Column("month", language.text(.month), .text),
        Table.Column("series", language.text(.series), .text),
        Table.Column("amount", language.text(.adjustment), reading: Reading("distinct amount")),
        Table.Column("reason", language.text(.reason), .text),
        Table.Column("author", language.text(.author), .text),
      ],
      rows: source.adjustments.map { row in
        Table.Row(
          [
            .month(row.month), .text(row.keys.values.joined(separator: " / ")), .variance(row.amount, .neutral),
            .text(row.reason), .text(row.author),
          ], source: self.source(row, source.domain))
      })
  }

  /// The adjustment's row; another of the same words and amount says the same.
  private func source(_ row: AdjustmentRow, _ domain: Domain) -> Source {
    Source("forecast_adjustment", domain, asOf: context.asOf, row.keys)
      .and("month", row.month).and(.column("amount", .number("\(row.amount)")))
      .and("reason", row.reason).and("author", row.author)
  }
}
