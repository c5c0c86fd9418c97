import Domains

/// WAPE of each method by horizon.
struct HorizonBuilder {
  let context: BuildContext

  func chart(_ name: String, id: String) throws(PackError) -> HorizonChart {
    let source = try context.domain(name)
    let builder = AccuracyBuilder(context: context)
    let rows = try builder.relevant(source)
    let methods = context.definition.accuracy.methods
    var lines: [Table.Row] = []
    for horizon in Set(rows.map(\.horizon)).sorted() {
      let origin = builder.origin(rows, horizon)
      guard let own = builder.row(rows, horizon, methods[0].name, origin) else { continue }
      var line = Table.Row([.text("h = \(horizon)"), .count(own.pairs)])
      line.queries["pairs"] = builder.source(source.domain, own).select("pairs")
      for method in methods {
        let row = builder.row(rows, horizon, method.name, origin)
        line.cells.append(row?.wape.map { .share($0) } ?? .unavailable(.noPairs))
        if let row { line.queries[method.name] = builder.source(source.domain, row).select("wape") }
      }
      lines.append(line)
    }
    let language = context.language
    let title = Title(
      who: context.definition.organisation,
      what: language.text(.horizonTitle, ["domain": source.domain.label]), when: builder.period)
    let columns =
      [
        Table.Column("horizon", language.text(.horizon), .text), Table.Column("pairs", language.text(.pairs)),
      ] + methods.map { Table.Column($0.name, $0.label) }
    let data = Table(id: "\(id)-data", title: title, columns: columns, rows: lines)
    let summary = lines.map { row in
      zip(columns, row.cells).filter { $0.0.key != "pairs" }.map {
        "\($0.0.key == "horizon" ? "" : $0.0.label + " ")\($0.1.text(context.numbers, language))"
      }.joined(separator: ", ")
    }
    return HorizonChart(
      id: id, title: title,
      summary: summary.isEmpty ? language.text(.noPairs) : summary.joined(separator: "; ") + ".",
      methods: methods.map { HorizonChart.Method(key: $0.name, label: $0.label) }, data: data)
  }
}
