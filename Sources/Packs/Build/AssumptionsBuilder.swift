import Domains

/// What the numbers rest on, in one table: the configuration's rules, and what the runs say of themselves.
struct AssumptionsBuilder {
  let context: BuildContext

  func table() -> Table {
    var lines = context.rows.assumptions
    for source in context.rows.domains { lines += ofRun(source) }
    let order = [String?.none] + context.rows.domains.map { $0.domain.label }
    let rows = order.flatMap { domain in
      lines.filter { $0.domain == domain }.map { line in
        Table.Row([
          .text(domain ?? context.language.text(.everyDomain)), .text(line.name), .text(line.value),
          .text(line.source),
        ])
      }
    }
    return Table(
      id: "assumptions",
      title: Title(
        who: context.definition.organisation, what: context.language.text(.sheetAssumptions),
        when: context.language.text(.assumptionsWhen, ["month": context.language.name(context.asOf)])),
      columns: labels.map { Table.Column($0.key, context.language.text($0.label), .text) }, rows: rows)
  }

  private var labels: [(key: String, label: Message)] {
    [("domain", .domain), ("name", .assumption), ("value", .value), ("source", .setIn)]
  }

  private func ofRun(_ source: DomainRows) -> [Assumption] {
    let domain = source.domain
    let run = source.run
    let models = Dictionary(grouping: source.predictions.filter { $0.runID == run.runID }, by: \.modelName)
    let counts = models.map { (name: $0.key, count: $0.value.count) }.sorted { left, right in
      left.count == right.count ? left.name < right.name : left.count > right.count
    }
    let horizons = source.trend.filter { $0.runID == run.runID }.compactMap(\.horizon)
    let scopes = Set(source.kpis.filter { $0.comparison.hasSuffix("_pl") }.compactMap(\.scope)).sorted()
    func line(_ name: String, _ value: String, _ source: String) -> Assumption {
      Assumption(domain.label, name, value, source: source)
    }
    return [
      line("Run", "\(run.runID), \(run.origin), predicted \(run.predictionTime)", "forecast_run"),
      line(
        "Models in use",
        counts.isEmpty ? "none" : counts.map { "\($0.name): \($0.count) series" }.joined(separator: ", "),
        "ml_pred_\(domain.name)_1m, model_name"),
      line(
        "Horizons", horizons.max().map { "1 to \($0) months ahead" } ?? "none yet", "trend_\(domain.name)"),
      line(
        "Plan", scopes.isEmpty ? "none" : "scope: \(scopes.joined(separator: ", "))",
        "kpi_monthly_\(domain.name), scope"),
    ]
  }
}
