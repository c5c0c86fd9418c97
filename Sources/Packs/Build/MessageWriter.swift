import Domains

/// Sentences by rule; every number in them is a number of the rows.
struct MessageWriter {
  let context: BuildContext

  /// The month beside prior year and forecast, then the outlook.
  func messages(_ name: String, levels: [String]) throws(PackError) -> [Sentence] {
    let kpis = try context.kpis(name)
    var lines = [try month(kpis, levels)]
    if let outlook = try outlook(kpis) { lines.append(outlook) }
    return lines.map(Sentence.init(words:))
  }

  private func month(_ kpis: KPIIndex, _ levels: [String]) throws(PackError) -> String {
    let domain = kpis.domain
    let head = "\(domain.label) \(context.language.name(context.asOf))"
    let codes = MonthComparison.allCases.map(\.rawValue)
    guard let value = kpis.first(Domain.Level.total, kpis.total, "month", codes)?.value else {
      return "\(head): no actual yet."
    }
    var parts = ["\(head): \(context.numbers.sentence(value))"]
    for (comparison, reference) in [("ac_py", "prior year"), ("ac_fc", "the forecast of a month ago")] {
      guard let row = kpis.totalRow("month", comparison), let variance = row.variance else {
        parts.append("no comparison with \(reference)")
        continue
      }
      var percent = ""
      if case .percent(let fraction, _) = try row.percentCell() {
        percent = " (\(context.numbers.percent(fraction)))"
      }
      parts.append("\(signed(variance))\(percent) on \(reference)")
    }
    let sentence = parts.joined(separator: ", ") + "."
    return driver(kpis, levels).map { "\(sentence) \($0)" } ?? sentence
  }

  /// What moved most against prior year among the nodes below the total.
  private func driver(_ kpis: KPIIndex, _ levels: [String]) -> String? {
    let builder = VarianceBuilder(context: context)
    let nodes = builder.hierarchy(kpis, levels.prefix(2), under: nil, depth: 0).filter { $0.depth == 1 }
    let moved = nodes.compactMap { node -> (label: String, variance: Amount)? in
      kpis.row(node.level, node.keys, "month", "ac_py")?.variance.map { (node.label, $0) }
    }
    guard nodes.count > 1,
      let most = moved.max(by: { $0.variance.scaled.magnitude < $1.variance.scaled.magnitude }),
      !most.variance.isZero
    else { return nil }
    return "\(most.label) moved most: \(signed(most.variance)) on prior year."
  }

  private func outlook(_ kpis: KPIIndex) throws(PackError) -> String? {
    let isStock = kpis.domain.kind == .stock
    let row = isStock ? kpis.totalRow("next_month", "fc_prev") : kpis.totalRow("fy", "outlook_prev")
    guard let row, let value = row.value else { return nil }
    let what =
      isStock
      ? "Forecast for \(context.language.name(row.periodEnd))"
      : "Outlook \(context.language.name(row.periodStart, row.periodEnd))"
    let change =
      row.variance.map {
        context.numbers.variance($0) == "0"
          ? "as before" : "\(signed($0)) on the last \(isStock ? "forecast" : "outlook")"
      }
    let parts = ["\(what): \(context.numbers.sentence(value))", change, range(row)].compactMap { $0 }
    return parts.joined(separator: ", ") + "."
  }

  private func range(_ row: KPIRow) -> String? {
    guard let lower = row.lower80, let upper = row.upper80 else { return nil }
    return "80 % range \(context.numbers.sentence(lower)) to \(context.numbers.sentence(upper))"
  }

  private func signed(_ amount: Amount) -> String {
    let text = context.numbers.sentence(amount)
    return amount.scaled > 0 ? "+\(text)" : text
  }
}
