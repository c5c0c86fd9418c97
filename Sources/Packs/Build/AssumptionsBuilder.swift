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
          .text(domain ?? context.language.text(.everyDomain)), .text(line.name(context.language)),
          .text(line.value(context.language)), .text(line.source),
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
    let counts = models.map { Assumption.ModelCount(name: $0.key, count: $0.value.count) }.sorted {
      left, right in
      left.count == right.count ? left.name < right.name : left.count > right.count
    }
    let horizons = source.trend.filter { $0.runID == run.runID }.compactMap(\.horizon)
    let scopes = Set(source.kpis.filter { $0.comparison.hasSuffix("_pl") }.compactMap(\.scope)).sorted()
    func line(_ subject: Assumption.Subject, _ source: String) -> Assumption {
      Assumption(domain.label, subject, source: source)
    }
    return [
      line(.run(id: run.runID, origin: run.origin, time: run.predictionTime), "forecast_run"),
      line(.modelsInUse(counts), "ml_pred_\(domain.name)_1m, model_name"),
      line(.ahead(horizons.max()), "trend_\(domain.name)"),
      line(.plan(scopes), "kpi_monthly_\(domain.name), scope"),
    ]
  }
}
