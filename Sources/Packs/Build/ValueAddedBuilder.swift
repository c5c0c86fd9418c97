import Domains

/// What each step of making a forecast added: seasonal naive, model, reconciled, adjusted, over the same months.
struct ValueAddedBuilder {
  let context: BuildContext
  private var language: Language { context.language }

  private static let steps: [String: Message] = [
    "seasonal_naive": .stepSeasonalNaive, "model": .stepModel, "reconciled": .stepReconciled,
    "adjusted": .stepAdjusted,
  ]

  /// The total at each horizon of the definition; nil before a month was forecast and then closed.
  func table(_ name: String) throws(PackError) -> Table? {
    let source = try context.domain(name)
    let total = try context.kpis(name).total
    let definition = context.definition.accuracy
    let known = source.valueAdded.filter {
      $0.level == definition.level && $0.keys == total && $0.windowMonths == definition.window
    }
    var rows: [Table.Row] = []
    for horizon in definition.horizons {
      for origin in definition.origins {
        let steps = known.filter { $0.horizon == horizon && $0.origin == origin }
        guard let first = steps.first, let last = steps.last, !steps.isEmpty else { continue }
        rows += steps.map { line($0, horizon, source.domain) }
        let added = first.sumAbsoluteError - last.sumAbsoluteError
        var all = Table.Row(
          [
            .text("h = \(horizon)"), .text(language.text(.allSteps)), .text(language.origin(origin)),
            .count(first.pairs), .blank,
            .money(last.sumAbsoluteError), last.wape.map { .share($0) } ?? .unavailable(.zeroBase),
            .variance(added, Impact(of: added.doubleValue, .higher)),
          ], isTotal: true, source: self.source(last, source.domain))
        let (before, after) = (self.source(first, source.domain), self.source(last, source.domain))
        all.queries["added"] = .computed(
          "select (\(before.select("sum_abs_error"))) - (\(after.select("sum_abs_error")))")
        rows.append(all)
        break
      }
    }
    guard !rows.isEmpty else { return nil }
    return Table(
      id: "\(name)-value-added",
      title: context.title(
        language.text(.valueAddedTitle, ["domain": source.domain.label]), of: source.domain,
        AccuracyBuilder(context: context).period),
      columns: [
        Table.Column("horizon", language.text(.horizon), .text),
        Table.Column("step", language.text(.step), .text),
        Table.Column("origin", language.text(.origin), .text),
        Table.Column("pairs", language.text(.pairs), reading: Reading("pairs")),
        Table.Column("changed", language.text(.changedPairs), reading: Reading("changed_pairs")),
        Table.Column("error", language.text(.missed), reading: Reading("sum_abs_error")),
        Table.Column("wape", "WAPE", reading: Reading("wape")),
        Table.Column("added", language.text(.valueAdded), reading: Reading("value_added")),
      ],
      rows: rows,
      note: language.text(.valueAddedNote))
  }

  private func source(_ row: ValueAddedRow, _ domain: Domain) -> Source {
    Source("forecast_value_added", domain, asOf: context.asOf, row.level, row.keys)
      .and("window_months", row.windowMonths).and("horizon", row.horizon).and("origin", row.origin)
      .and("step", row.step)
  }

  private func line(_ row: ValueAddedRow, _ horizon: Int, _ domain: Domain) -> Table.Row {
    Table.Row(
      [
        .text("h = \(horizon)"), .text(Self.steps[row.step].map { language.text($0) } ?? row.step),
        .text(language.origin(row.origin)), .count(row.pairs),
        row.changedPairs.map { .count($0) } ?? .blank, .money(row.sumAbsoluteError),
        row.wape.map { .share($0) } ?? .unavailable(.zeroBase),
        row.valueAdded.map { .variance($0, Impact(of: $0.doubleValue, .higher)) } ?? .blank,
      ], source: source(row, domain))
  }
}
