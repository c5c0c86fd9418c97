import Domains

/// How far the forecasts of past vintages missed, beside the naive methods.
struct AccuracyBuilder {
  let context: BuildContext

  struct Result {
    let trust: Sentence
    let table: Table
    let losses: [Sentence]
  }

  func build(_ name: String, id: String) throws(PackError) -> Result {
    let source = try context.domain(name)
    let rows = try relevant(source)
    let definition = context.definition.accuracy
    var lines: [Table.Row] = []
    var positions: [(horizon: Int, own: Int, other: Int, method: String)] = []
    for horizon in definition.horizons {
      let origin = self.origin(rows, horizon)
      let naive = row(rows, horizon, "seasonal_naive", origin)
      let own = row(rows, horizon, definition.methods[0].name, origin)
      let first = lines.count
      for (position, method) in definition.methods.enumerated() {
        let found = row(rows, horizon, method.name, origin)
        lines.append(line(horizon, method, found, isFirst: position == 0, against: naive, source.domain))
        // What reads the same is no loss.
        if position > 0, let own = own?.wape, let other = found?.wape, own > other,
          context.numbers.share(own) != context.numbers.share(other)
        {
          positions.append((horizon, first, first + position, method.label))
        }
      }
    }
    let horizon = definition.horizons.first ?? 1
    let own = row(rows, horizon, definition.methods[0].name, origin(rows, horizon))
    let table = table(source.domain, lines, own, id)
    let quote = Quote(table: table, context: context)
    let losses = positions.map { position in
      context.language.sentence(
        .loss,
        [
          "ahead": [.words(ahead(position.horizon))], "method": [.words(position.method.lowercased())],
          "own": quote.parts(position.own, "wape"), "other": quote.parts(position.other, "wape"),
        ])
    }
    return Result(trust: trust(own, horizon, quote), table: table, losses: losses)
  }

  /// The rows of the wanted level and window, its total node only.
  func relevant(_ source: DomainRows) throws(PackError) -> [AccuracyRow] {
    let definition = context.definition.accuracy
    let total = SeriesKey(source.domain.keys.map { _ in Domain.Level.all })
    let level = source.accuracy.filter { $0.level == definition.level && $0.keys == total }
    // The backtest of a vintage's models has one window of its own; the first vintage has nothing else.
    let windows = Set(level.filter { $0.origin != "backtest" }.map(\.windowMonths)).sorted()
    guard windows.isEmpty || windows.contains(definition.window) else {
      throw PackError(
        .definition,
        "accuracy.window is \(definition.window); forecast_accuracy_\(source.domain.name) has \(windows)")
    }
    return level.filter { $0.windowMonths == definition.window || $0.origin == "backtest" }
  }

  /// The first origin that has pairs.
  func origin(_ rows: [AccuracyRow], _ horizon: Int) -> String? {
    let definition = context.definition.accuracy
    return definition.origins.first { origin in
      rows.contains {
        $0.horizon == horizon && $0.origin == origin && $0.method == definition.methods[0].name && $0.pairs > 0
      }
    }
  }

  func row(_ rows: [AccuracyRow], _ horizon: Int, _ method: String, _ origin: String?) -> AccuracyRow? {
    rows.first { $0.horizon == horizon && $0.method == method && $0.origin == origin && $0.pairs > 0 }
  }

  /// Where a row of the view is.
  func source(_ domain: Domain, _ row: AccuracyRow) -> Source {
    Source("forecast_accuracy", domain, asOf: context.asOf, row.level, row.keys)
      .and("window_months", row.windowMonths).and("horizon", row.horizon).and("method", row.method)
      .and("origin", row.origin)
  }

  /// Which months are judged.
  var period: String {
    context.language.text(
      .accuracyWhen,
      [
        "count": context.numbers.count(context.definition.accuracy.window),
        "month": context.language.name(context.asOf),
      ])
  }

  private func line(
    _ horizon: Int, _ method: AccuracyDefinition.Method, _ row: AccuracyRow?, isFirst: Bool,
    against naive: AccuracyRow?, _ domain: Domain
  ) -> Table.Row {
    let none = Cell.unavailable(.noPairs)
    guard let row else {
      return Table.Row(
        [.text("h = \(horizon)"), .text(method.label), .text("–"), .count(0)]
          + [Cell](repeating: none, count: 6) + [.blank, .blank, .blank], isTotal: isFirst)
    }
    let of = context.language
    func share(_ count: Int) -> Cell {
      .text(
        of.text(.countOf, ["count": context.numbers.count(count), "total": context.numbers.count(row.pairs)]))
    }
    var gain = Cell.blank
    if isFirst, let own = row.wape, let other = naive?.wape {
      gain = .points((other - own) * 100, Impact(of: other - own, .higher))
    }
    var line = Table.Row(
      [
        .text("h = \(horizon)"), .text(method.label), .text(context.language.origin(row.origin)),
        .count(row.pairs),
        .money(row.sumAbsoluteError), .money(row.sumAbsoluteActual),
        row.wape.map { .share($0) } ?? .unavailable(.zeroBase),
        .variance(row.sumError, .neutral),
        row.biasPercent.map { .percent($0, .neutral) } ?? .unavailable(.zeroBase),
        row.mase.map { .number($0, decimals: 2) } ?? .unavailable(.shortHistory),
        row.hits.map(share) ?? .unavailable(.noPairs), row.covered80.map(share) ?? .blank, gain,
      ], isTotal: isFirst, source: source(domain, row))
    if let naive, gain != .blank {
      let (other, own) = (source(domain, naive).select("wape"), source(domain, row).select("wape"))
      line.queries["gain"] = .computed("select ((\(other)) - (\(own))) * 100")
    }
    return line
  }

  private func table(_ domain: Domain, _ lines: [Table.Row], _ own: AccuracyRow?, _ id: String) -> Table {
    let language = context.language
    let tolerance = own?.hitTolerance ?? language.text(.tolerance)
    let columns = [
      Table.Column("horizon", language.text(.horizon), .text),
      Table.Column("method", language.text(.methodColumn), .text),
      Table.Column("origin", language.text(.origin), .text),
      Table.Column("pairs", language.text(.pairs), reading: Reading("pairs")),
      Table.Column("missed", language.text(.missed), reading: Reading("sum_abs_error")),
      Table.Column("of", language.text(.missedOf), scenario: .actual, reading: Reading("sum_abs_actual")),
      Table.Column("wape", "WAPE", reading: Reading("wape")),
      Table.Column("error", "Bias", reading: Reading("sum_error")),
      Table.Column("bias", "Bias %", reading: Reading("bias_pct")),
      Table.Column("mase", "MASE", reading: Reading("mase")),
      Table.Column("hits", language.text(.within, ["tolerance": tolerance]), reading: Reading("hits")),
      Table.Column("covered", language.text(.inRange), reading: Reading("covered_80")),
      Table.Column("gain", language.text(.gain)),
    ]
    return Table(
      id: id,
      title: context.title(language.text(.accuracyTitle, ["domain": domain.label]), of: domain, period),
      columns: columns, rows: lines, note: language.text(.accuracyNote))
  }

  /// The sentence for a reader who has one minute.
  private func trust(_ row: AccuracyRow?, _ horizon: Int, _ quote: Quote) -> Sentence {
    let language = context.language
    guard let row, row.wape != nil else {
      return language.sentence(.trustMissing, ["ahead": [.words(ahead(horizon))]])
    }
    let bias: Message = row.sumError.isZero ? .biasNone : (row.sumError.scaled > 0 ? .biasLow : .biasHigh)
    let hits =
      row.hits == nil
      ? []
      : language.sentence(
        .trustHits, ["hits": quote.parts(0, "hits"), "tolerance": [.words(row.hitTolerance)]]
      ).parts
    return language.sentence(
      .trustSentence,
      [
        "ahead": [.words(ahead(horizon))], "pairs": quote.parts(0, "pairs"), "missed": quote.parts(0, "missed"),
        "of": quote.parts(0, "of"), "wape": quote.parts(0, "wape"),
        "bias": language.sentence(bias, ["bias": quote.parts(0, "error", .magnitude)]).parts, "hits": hits,
        "origin": [.words(language.origin(row.origin))],
      ])
  }

  private func ahead(_ horizon: Int) -> String {
    horizon == 1
      ? context.language.text(.oneMonthAhead)
      : context.language.text(.monthsAhead, ["count": context.numbers.count(horizon)])
  }
}
