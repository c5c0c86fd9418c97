import Domains
import Forecasting

/// Which models made this vintage, and what changed since the one before.
struct MethodBuilder {
  let context: BuildContext

  func page() -> MethodPage {
    MethodPage(paragraphs: context.definition.method, models: models(), changes: changes())
  }

  private func title(_ what: String) -> Title {
    Title(
      who: context.definition.organisation, what: what,
      when: "\(context.language.name(context.asOf)), \(context.previousVintage)")
  }

  private func models() -> Table {
    var rows: [Table.Row] = []
    for source in context.rows.domains {
      var counts: [String: (now: Int, before: Int)] = [:]
      for row in source.predictions {
        switch context.asOf - row.asOfMonth {
        case 0: counts[row.modelName, default: (0, 0)].now += 1
        case 1: counts[row.modelName, default: (0, 0)].before += 1
        default: continue
        }
      }
      let sorted = counts.filter { $0.value.now + $0.value.before > 0 }.sorted { left, right in
        left.value.now == right.value.now ? left.key < right.key : left.value.now > right.value.now
      }
      rows += sorted.map { model in
        Table.Row([
          .text(source.domain.label), .text(model.key), .count(model.value.now), .count(model.value.before),
        ])
      }
    }
    let language = context.language
    return Table(
      id: "models", title: title(language.text(.modelsTitle)),
      columns: [
        Table.Column("domain", language.text(.domain), .text),
        Table.Column("model", language.text(.model), .text),
        Table.Column("now", language.name(context.asOf)), Table.Column("before", context.previousVintage),
      ], rows: rows)
  }

  private func changes() -> Table {
    var rows: [Table.Row] = []
    for source in context.rows.domains {
      func models(_ age: Int) -> [SeriesKey: String] {
        Dictionary(
          source.predictions.filter { context.asOf - $0.asOfMonth == age }.map {
            ($0.keys, $0.modelName)
          }
        ) { first, _ in first }
      }
      let (now, before) = (models(0), models(1))
      for (keys, model) in now.sorted(by: { $0.key < $1.key }) {
        guard let last = before[keys], last != model else { continue }
        rows.append(
          Table.Row([
            .text(source.domain.label), .text(keys.values.joined(separator: " / ")), .text(last), .text(model),
          ]))
      }
    }
    let language = context.language
    return Table(
      id: "model-changes", title: title(language.text(.changesTitle)),
      columns: [
        Table.Column("domain", language.text(.domain), .text),
        Table.Column("series", language.text(.series), .text),
        Table.Column("before", context.previousVintage, .text),
        Table.Column("now", language.name(context.asOf), .text),
      ], rows: rows)
  }
}
