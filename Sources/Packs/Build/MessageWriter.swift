import Domains

/// The commentary on a domain, by rule: every number in it is a cell of the page's tables.
///
/// The month against what it is compared with, and what moved most; the outlook; what drives the change on prior year;
/// price, volume and mix; the profit bridge; the month whose forecast is least sure; models that changed. What has no number is not said.
struct MessageWriter {
  let context: BuildContext
  let page: DomainPage
  /// Of the page's variance tables.
  let levels: [[String]]

  var language: Language { context.language }
  private var figures: Quote { Quote(table: page.figures, context: context) }

  func messages() throws(PackError) -> [Sentence] {
    var sentences = [
      joined([
        month(), mover("ac_py", .mostOnPriorYear), mover("ac_fc", .mostOnForecast), mover("ac_pl", .mostOnPlan),
      ])
    ]
    if let outlook = outlook() { sentences.append(outlook) }
    sentences += contributions()
    sentences += [priceVolume(), profit(), leastSure(), models()].compactMap { $0 }
    return sentences
  }

  /// Sentences one after the other.
  func joined(_ sentences: [Sentence?]) -> Sentence {
    Sentence(Array(sentences.compactMap { $0?.parts }.joined(separator: [.words(" ")])))
  }

  private func month() -> Sentence {
    let name = context.language.name(context.asOf)
    let head: [String: [Sentence.Part]] = ["domain": [.words(page.domain.label)], "month": [.words(name)]]
    guard let row = row("month") else { return language.sentence(.noActual, head) }
    var parts = [figures.parts(row, "value")]
    let comparisons: [(String, Message, Message)] = [
      ("py", .onPriorYear, .noPriorYear), ("last", .onForecast, .noForecast), ("pl", .onPlan, .noPlan),
    ]
    for (key, message, missing) in comparisons {
      let variance = figures.parts(row, "\(key).variance", .signed)
      if variance.isEmpty {
        if key != "pl" { parts.append(language.sentence(missing).parts) }
      } else {
        parts.append(
          language.sentence(
            message, ["variance": variance + percent(row, "\(key).percent"), "scope": scope]
          ).parts)
      }
    }
    return language.sentence(.monthSentence, head.merging(["parts": list(parts)]) { first, _ in first })
  }

  /// ` (Reseller)`: what the plan of the month covers; nothing where it is everything.
  private var scope: [Sentence.Part] {
    let row = try? context.kpis(page.domain.name).totalRow("month", "ac_pl")
    return row?.scope.map { [.words(" (\($0))")] } ?? []
  }

  /// ` (+106 %)`; nothing where it is not defined.
  private func percent(_ row: Int, _ key: String, _ quote: Quote? = nil) -> [Sentence.Part] {
    let quote = quote ?? figures
    guard let column = quote.table.column(key), case .percent = quote.table.rows[row].cells[column] else {
      return []
    }
    return [.words(" (")] + quote.parts(row, key) + [.words(")")]
  }

  func list(_ parts: [[Sentence.Part]]) -> [Sentence.Part] {
    Array(parts.filter { !$0.isEmpty }.joined(separator: [.words(", ")]))
  }

  /// What moved most among the nodes below the total of the first variance table.
  private func mover(_ comparison: String, _ message: Message) -> Sentence? {
    guard let table = page.variances.first, let column = table.column("\(comparison).variance") else {
      return nil
    }
    let moved = children(table, column)
    guard moved.count > 1, let most = moved.first, most.size > 0 else { return nil }
    let quote = Quote(table: table, context: context)
    return language.sentence(
      message,
      [
        "name": [.words(most.label)], "scope": scope,
        "variance": quote.parts(most.row, "\(comparison).variance", .signed)
          + percent(most.row, "\(comparison).percent", quote),
      ])
  }

  /// Rows one level below the first, the largest change first.
  private func children(_ table: Table, _ column: Int) -> [(row: Int, label: String, size: UInt64)] {
    table.rows.indices.filter { table.rows[$0].depth == 1 }.compactMap { row in
      guard let amount = table.rows[row].cells[column].amount, case .text(let label) = table.rows[row].cells[0]
      else { return nil }
      return (row, label, UInt64(amount.scaled.magnitude))
    }.sorted { left, right in left.size == right.size ? left.row < right.row : left.size > right.size }
  }

  private func outlook() -> Sentence? {
    let isStock = page.domain.kind == .stock
    guard let row = row(isStock ? "next_month" : "fy"), case .text(let label) = page.figures.rows[row].cells[0]
    else {
      return nil
    }
    var parts = [figures.parts(row, "value")]
    let change = figures.parts(row, "last.variance", .signed)
    if let first = change.first, case .figure(let figure) = first {
      let isNothing = !figure.text.utf8.contains { (UInt8(ascii: "1")...UInt8(ascii: "9")).contains($0) }
      parts.append(
        isNothing
          ? language.sentence(.asBefore).parts : language.sentence(.onLastOutlook, ["variance": change]).parts)
    }
    let year = figures.parts(row, "py.variance", .signed)
    if !year.isEmpty {
      parts.append(
        language.sentence(.onPriorYear, ["variance": year + percent(row, "py.percent")]).parts)
    }
    let (low, high) = (figures.parts(row, "lower"), figures.parts(row, "upper"))
    if !low.isEmpty, !high.isEmpty {
      parts.append(language.sentence(.rangeOf, ["low": low, "high": high]).parts)
    }
    return language.sentence(.outlookSentence, ["label": [.words(label)], "parts": list(parts)])
  }

  /// For each variance table: the two rows that bring most of the change on prior year.
  private func contributions() -> [Sentence] {
    page.variances.compactMap { table in
      guard let column = table.column("ac_py.variance") else { return nil }
      let moved = children(table, column)
      let quote = Quote(table: table, context: context)
      let total = quote.parts(0, "ac_py.variance", .signed)
      guard moved.count > 1, !total.isEmpty else { return nil }
      let parts = moved.prefix(2).map {
        [.words("\($0.label) ")] + quote.parts($0.row, "ac_py.variance", .signed)
      }
      return language.sentence(
        .contribution,
        ["what": [.words(table.title.what)], "total": total, "parts": list(parts)])
    }
  }

  private func profit() -> Sentence? {
    guard let bridge = page.bridges.first(where: { $0.id.hasSuffix("-profit-bridge") }) else { return nil }
    let quote = Quote(table: bridge.data, context: context)
    let parts = bridge.steps.enumerated().filter { !$0.element.isLevel }.map { position, step in
      [.words("\(step.label) ")] + quote.parts(position, "amount", .signed)
    }
    return language.sentence(
      .profitSentence,
      [
        "domain": [.words(page.domain.label)], "before": quote.parts(0, "amount"),
        "now": quote.parts(bridge.steps.count - 1, "amount"), "parts": list(parts),
      ])
  }

  /// The month ahead whose range is widest beside its forecast.
  private func leastSure() -> Sentence? {
    let widths = page.trend.points.enumerated().compactMap { row, point -> (row: Int, width: Double)? in
      guard let forecast = point.forecast?.doubleValue, let lower = point.lower80?.doubleValue,
        let upper = point.upper80?.doubleValue, forecast > 0
      else { return nil }
      return (row, (upper - lower) / forecast)
    }
    guard widths.count > 1, let widest = widths.max(by: { $0.width < $1.width }) else { return nil }
    let quote = Quote(table: page.trend.data, context: context)
    return language.sentence(
      .leastSure,
      [
        "month": [.words(language.name(page.trend.points[widest.row].month))],
        "forecast": quote.parts(widest.row, "fc"), "low": quote.parts(widest.row, "lower"),
        "high": quote.parts(widest.row, "upper"),
      ])
  }

  private func models() -> Sentence? {
    let models = context.models
    guard let row = models.rows.firstIndex(where: { $0.isTotal && $0.cells[0] == .text(page.domain.label) }),
      models.rows[row].cells[2] != .count(0)
    else { return nil }
    let quote = Quote(table: models, context: context)
    return language.sentence(
      .modelsChanged,
      ["changed": quote.parts(row, "changed"), "count": quote.parts(row, "now")])
  }

  private func row(_ period: String) -> Int? {
    page.figures.rows.firstIndex { $0.source?["period"] == .text(period) }
  }
}
