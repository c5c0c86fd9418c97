import Domains
import Forecasting

/// What people changed in the forecasts: model, adjustment and forecast apart, and each adjustment with its reason.
struct AdjustmentsBuilder {
  let context: BuildContext

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
        "\(source.domain.label), total", of: source.domain, "months that were adjusted: model, adjustment, FC"),
      columns: [
        Table.Column("month", "Month", .text),
        Table.Column("model", "Model", reading: Reading("model_forecast")),
        Table.Column(
          "adjustment", "Adjustment", relation: .difference("fc", "model"), reading: Reading("adjustment")),
        Table.Column("fc", "FC", scenario: .forecast, reading: Reading("forecast")),
      ],
      rows: rows.map { row in
        Table.Row(
          [
            .month(row.month), .optional(row.modelForecast),
            row.adjustment.map { .variance($0, .neutral) } ?? .blank, .optional(row.forecast),
          ], source: place.and("month", row.month))
      },
      note:
        "FC is the model's forecast plus the adjustments; its range moves with it and is as wide as the model's."
    )
  }

  private func list(_ source: DomainRows) -> Table {
    Table(
      id: "\(source.domain.name)-adjustments",
      title: context.title("\(source.domain.label), adjustments", of: source.domain, "each with its reason"),
      columns: [
        Table.Column("month", "Month", .text), Table.Column("series", "Series", .text),
        Table.Column("amount", "Adjustment", reading: Reading("distinct amount")),
        Table.Column("reason", "Reason", .text),
        Table.Column("author", "Author", .text),
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
