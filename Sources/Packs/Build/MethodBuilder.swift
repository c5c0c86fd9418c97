import Domains
import Forecasting

/// Which models made this vintage, and what changed since the one before.
struct MethodBuilder {
  let context: BuildContext

  func page() -> MethodPage {
    MethodPage(paragraphs: context.definition.method, models: context.models, changes: changes())
  }

  private func title(_ what: String) -> Title {
    Title(
      who: context.definition.organisation, what: what,
      when: "\(context.language.name(context.asOf)), \(context.previousVintage)")
  }

  /// Leaf series a domain and model; a total a domain, with how many have another model than a month ago.
  func models() -> Table {
    var rows: [Table.Row] = []
    for source in context.rows.domains {
      let domain = source.domain
      let (now, before) = (models(source, 0), models(source, 1))
      let relation = "ml_pred_\(domain.name)_1m"
      let current: SQL = "run_id in (select run_id from forecast_run where is_current)"
      func place(_ age: Int) -> Source {
        Source(relation, nil, asOf: context.asOf - age).and(.other(current))
      }
      let changed = now.count { before[$0.key] != nil && before[$0.key] != $0.value }
      var total = Table.Row(
        [
          .text(domain.label), .text(context.language.text(.total)), .count(now.count), .count(before.count),
          .count(changed),
        ],
        isTotal: true)
      total.queries = [
        "now": place(0).select("count(*)"), "before": place(1).select("count(*)"),
        "changed": .computed(
          """
          select count(*) from \(name: relation) now join \(name: relation) before using (series_id) where \
          now.as_of_month = \(context.asOf) and before.as_of_month = \(context.asOf - 1) \
          and now.\(current) and before.\(current) and now.model_name <> before.model_name
          """),
      ]
      rows.append(total)
      let names = Set(now.values).union(before.values).map { name in
        (name: name, now: now.values.count { $0 == name }, before: before.values.count { $0 == name })
      }.sorted { left, right in left.now == right.now ? left.name < right.name : left.now > right.now }
      for model in names {
        var row = Table.Row(
          [.text(domain.label), .text(model.name), .count(model.now), .count(model.before), .blank], depth: 1)
        row.queries = [
          "now": place(0).and("model_name", model.name).select("count(*)"),
          "before": place(1).and("model_name", model.name).select("count(*)"),
        ]
        rows.append(row)
      }
    }
    let language = context.language
    return Table(
      id: "models", title: title(language.text(.modelsTitle)),
      columns: [
        Table.Column("domain", language.text(.domain), .text),
        Table.Column("model", language.text(.model), .text),
        Table.Column("now", language.name(context.asOf)), Table.Column("before", context.previousVintage),
        Table.Column("changed", language.text(.changed)),
      ], rows: rows)
  }

  /// The model of each leaf series in the vintage of `age` months ago.
  private func models(_ source: DomainRows, _ age: Int) -> [SeriesKey: String] {
    Dictionary(
      source.predictions.filter { context.asOf - $0.asOfMonth == age }.map { ($0.keys, $0.modelName) }
    ) { first, _ in first }
  }

  /// The changed leaf series of each domain, the first `top` of them by name; how many there are is in `models`.
  private func changes() -> Table {
    let language = context.language
    var rows: [Table.Row] = []
    var isCut = false
    for source in context.rows.domains {
      let before = models(source, 1)
      let changed = models(source, 0).sorted { $0.key < $1.key }.compactMap { keys, model in
        before[keys].flatMap { $0 == model ? nil : (keys: keys, before: $0, now: model) }
      }
      let label = Cell.text(source.domain.label)
      rows += changed.prefix(context.definition.top).map { change in
        Table.Row([
          label, .text(change.keys.values.joined(separator: " / ")), .text(change.before), .text(change.now),
        ])
      }
      let rest = changed.dropFirst(context.definition.top).count
      if rest > 0 {
        let others = language.text(.others, ["count": context.numbers.count(rest)])
        rows.append(Table.Row([label, .text(others), .blank, .blank]))
        isCut = true
      }
    }
    return Table(
      id: "model-changes", title: title(language.text(.changesTitle)),
      columns: [
        Table.Column("domain", language.text(.domain), .text),
        Table.Column("series", language.text(.series), .text),
        Table.Column("before", context.previousVintage, .text),
        Table.Column("now", language.name(context.asOf), .text),
      ], rows: rows, note: isCut ? language.text(.moreChanges) : nil)
  }
}
