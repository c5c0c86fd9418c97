import Domains

/// How far the forecasts of past vintages missed, beside the naive methods.
struct AccuracyBuilder {
  let context: BuildContext

  private typealias Row = AccuracyRow

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
    var losses: [String] = []
    for horizon in definition.horizons {
      let origin = self.origin(rows, horizon)
      let naive = row(rows, horizon, "seasonal_naive", origin)
      for (position, method) in definition.methods.enumerated() {
        let found = row(rows, horizon, method.name, origin)
        lines.append(line(horizon, method, found, isFirst: position == 0, against: naive))
      }
      guard let own = row(rows, horizon, definition.methods[0].name, origin)?.wape else { continue }
      for method in definition.methods.dropFirst() {
        guard let other = row(rows, horizon, method.name, origin)?.wape, own > other else { continue }
        losses.append(
          "\(months(horizon)) the forecast loses to \(method.label.lowercased()): WAPE "
            + "\(context.numbers.share(own)) against \(context.numbers.share(other)).")
      }
    }
    let first = definition.horizons.first ?? 1
    let own = row(rows, first, definition.methods[0].name, origin(rows, first))
    return Result(
      trust: Sentence(words: trust(own, first)), table: table(source.domain, lines, own, id),
      losses: losses.map(Sentence.init(words:)))
  }

  /// The rows of the wanted level and window, its total node only.
  private func relevant(_ source: DomainRows) throws(PackError) -> [AccuracyRow] {
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
  private func origin(_ rows: [AccuracyRow], _ horizon: Int) -> String? {
    let definition = context.definition.accuracy
    return definition.origins.first { origin in
      rows.contains {
        $0.horizon == horizon && $0.origin == origin && $0.method == definition.methods[0].name && $0.pairs > 0
      }
    }
  }

  private func row(_ rows: [AccuracyRow], _ horizon: Int, _ method: String, _ origin: String?) -> AccuracyRow? {
    rows.first { $0.horizon == horizon && $0.method == method && $0.origin == origin && $0.pairs > 0 }
  }

  private func line(
    _ horizon: Int, _ method: AccuracyDefinition.Method, _ row: AccuracyRow?, isFirst: Bool,
    against naive: AccuracyRow?
  ) -> Table.Row {
    let none = Cell.unavailable(.noPairs)
    guard let row else {
      return Table.Row(
        [.text("h = \(horizon)"), .text(method.label), .text("–"), .count(0)]
          + [Cell](repeating: none, count: 5) + [.blank, .blank, .blank], isTotal: isFirst)
    }
    let gain: Cell =
      if isFirst, let own = row.wape, let other = naive?.wape {
        .points((other - own) * 100, Impact(of: other - own, .higher))
      } else {
        .blank
      }
    return Table.Row(
      [
        .text("h = \(horizon)"), .text(method.label), .text(row.origin), .count(row.pairs),
        .money(row.sumAbsoluteError), row.wape.map { .share($0) } ?? .unavailable(.zeroBase),
        .variance(row.sumError, .neutral),
        row.biasPercent.map { .percent($0, .neutral) } ?? .unavailable(.zeroBase),
        row.mase.map { .number($0, decimals: 2) } ?? .unavailable(.shortHistory),
        row.hits.map { .text("\($0) of \(row.pairs)") } ?? .unavailable(.noPairs),
        row.covered80.map { .text("\($0) of \(row.pairs)") } ?? .blank, gain,
      ], isTotal: isFirst)
  }

  private func table(_ domain: Domain, _ lines: [Table.Row], _ own: AccuracyRow?, _ id: String) -> Table {
    let tolerance = own?.hitTolerance ?? "tolerance"
    let window = context.definition.accuracy.window
    let columns = [
      Table.Column("horizon", "Horizon", .text), Table.Column("method", "Method", .text),
      Table.Column("origin", "Origin", .text), Table.Column("pairs", "Pairs"),
      Table.Column("missed", "Missed by"), Table.Column("wape", "WAPE"), Table.Column("error", "Bias"),
      Table.Column("bias", "Bias %"), Table.Column("mase", "MASE"),
      Table.Column("hits", "Within \(tolerance)"), Table.Column("covered", "In 80 % range"),
      Table.Column("gain", "Gain on seasonal naive"),
    ]
    return Table(
      id: id,
      title: context.title(
        "\(domain.label), accuracy of the total", of: domain,
        "target months of the last \(window) up to \(context.language.name(context.asOf))"),
      columns: columns, rows: lines,
      note: "Error = AC − FC: a positive bias is an under-forecast. Gain: seasonal naive's WAPE minus the "
        + "forecast's. Each forecast is the one that was current when its month closed.")
  }

  /// The sentence for a reader who has one minute.
  private func trust(_ row: AccuracyRow?, _ horizon: Int) -> String {
    guard let row, let wape = row.wape else {
      return "\(months(horizon)): n/a, no month has been forecast and then closed yet."
    }
    let numbers = context.numbers
    let bias =
      row.sumError.isZero
      ? "no bias"
      : "\(numbers.sentence(row.sumError.scaled < 0 ? -row.sumError : row.sumError)) too "
        + (row.sumError.scaled > 0 ? "low" : "high")
    let span = row.pairs == 1 ? "the last month" : "last \(row.pairs) months"
    return "\(months(horizon)), \(span): missed by \(numbers.sentence(row.sumAbsoluteError)) of "
      + "\(numbers.sentence(row.sumAbsoluteActual)) (\(numbers.share(wape))), \(bias), "
      + hits(row) + "(\(row.origin))."
  }

  /// `3 of 11 months within 10 % `; empty where pairs were not kept.
  private func hits(_ row: AccuracyRow) -> String {
    guard let hits = row.hits else { return "" }
    return "\(hits) of \(row.pairs) \(row.pairs == 1 ? "month" : "months") within \(row.hitTolerance) "
  }

  private func months(_ horizon: Int) -> String {
    horizon == 1 ? "One month ahead" : "\(horizon) months ahead"
  }
}
