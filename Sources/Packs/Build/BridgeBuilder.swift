import Domains
import Forecasting

/// Bridges of a domain's year: from the last outlook to this one, and from prior year to the outlook.
struct BridgeBuilder {
  let context: BuildContext

  enum Outcome {
    case bridge(BridgeChart)
    case missing(String)
  }

  /// ΔFC of the as-of month, revisions, restatements. Throws `PackError` (`rows`) for a bridge that does not close.
  func outlook(_ name: String, id: String) throws(PackError) -> Outcome {
    let source = try context.domain(name)
    let domain = source.domain
    let total = try context.kpis(name).total
    let language = context.language
    guard let row = source.outlookBridge.first(where: { $0.keys == total }) else {
      return .missing(language.text(.bridgeMissing, ["domain": domain.label]))
    }
    guard row.lastOutlook + row.deltaForecast + row.revision + row.restatement == row.outlook else {
      throw PackError(.rows, "outlook_bridge_\(name): the steps do not lead from the last outlook to this one")
    }
    let month = language.shortName(context.asOf)
    let node = Source("outlook_bridge", domain, asOf: context.asOf, Domain.Level.total, total)
    let steps = [
      step(
        language.text(.outlookOf, ["month": context.previousVintage]), row.lastOutlook, .forecast, node,
        "last_outlook"),
      step("ΔFC \(month)", row.deltaForecast, nil, node, "delta_fc", domain),
      step(language.text(.revisions), row.revision, nil, node, "revision", domain),
      step(language.text(.restatement), row.restatement, nil, node, "restatement", domain),
      step(
        language.text(.outlookOf, ["month": language.name(context.asOf)]), row.outlook, .forecast, node,
        "outlook"),
    ]
    let year = language.name(row.periodStart, row.periodEnd)
    return .bridge(
      chart(
        steps, id: id,
        title: context.title(
          language.text(.outlookBridge, ["domain": domain.label]), of: domain,
          language.text(.fromLastOutlook, ["period": year])),
        note: language.text(.outlookBridgeNote, ["month": month])))
  }

  /// From last year's actual to this year's outlook by the nodes of `level`, the largest change first; beyond the
  /// definition's `top` one step for the rest. Throws `PackError` (`rows`) for a bridge that does not close.
  func priorYear(_ name: String, level: String, id: String) throws(PackError) -> Outcome {
    let kpis = try context.kpis(name)
    let domain = kpis.domain
    let language = context.language
    guard kpis.keys(of: level) != nil else {
      throw PackError(
        .definition, "the bridge of '\(name)' asks for the level '\(level)', which it does not have")
    }
    guard let total = kpis.totalRow("fy", "outlook_py"), let reference = total.reference,
      let value = total.value
    else {
      return .missing(language.text(.bridgeNoYear, ["domain": domain.label]))
    }
    var changes = kpis.nodes(level).compactMap { keys -> (keys: SeriesKey, label: String, amount: Amount)? in
      guard let variance = kpis.row(level, keys, "fy", "outlook_py")?.variance else { return nil }
      let names = keys.values.filter { $0 != Domain.Level.all }
      return (keys, names.last ?? language.text(.total), variance)
    }
    changes.sort { left, right in
      left.amount.scaled.magnitude == right.amount.scaled.magnitude
        ? left.keys < right.keys : left.amount.scaled.magnitude > right.amount.scaled.magnitude
    }
    let node = Source("kpi_monthly", domain, asOf: context.asOf, Domain.Level.total, kpis.total)
      .and("period", "fy").and("comparison", "outlook_py")
    var steps = [
      step(
        "PY \(language.name(total.periodStart - 12, total.periodEnd - 12))", reference, .priorYear, node,
        "reference")
    ]
    for change in changes.prefix(context.definition.top) {
      let source = Source("kpi_monthly", domain, asOf: context.asOf, level, change.keys)
        .and("period", "fy").and("comparison", "outlook_py")
      steps.append(step(change.label, change.amount, nil, source, "variance", domain))
    }
    let rest = changes.dropFirst(context.definition.top).map(\.amount)
    if let first = rest.first {
      var others = step(
        language.text(.others, ["count": context.numbers.count(rest.count)]),
        rest.dropFirst().reduce(first, +), nil, node, "variance", domain)
      others.query = nil
      steps.append(others)
    }
    steps.append(
      step(language.text(.outlookOf, ["month": language.name(context.asOf)]), value, .forecast, node, "value"))
    let sum = changes.map(\.amount).reduce(reference, +)
    guard sum == value else {
      throw PackError(
        .rows, "kpi_monthly_\(name): the \(level) nodes do not lead from prior year to the outlook")
    }
    return .bridge(
      chart(
        steps, id: id,
        title: context.title(
          language.text(.yearBridge, ["domain": domain.label]), of: domain,
          language.text(.fromPriorYear, ["period": language.name(total.periodStart, total.periodEnd)])),
        note: language.text(.yearBridgeNote)))
  }

  func step(
    _ label: String, _ amount: Amount, _ scenario: Scenario?, _ source: Source?, _ expression: SQL,
    _ domain: Domain? = nil
  ) -> BridgeChart.Step {
    BridgeChart.Step(
      label: label, scenario: scenario, amount: amount,
      impact: domain.map { Impact(of: amount.doubleValue, $0.preference) } ?? .neutral,
      query: source?.select(expression))
  }

  func chart(_ steps: [BridgeChart.Step], id: String, title: Title, note: String) -> BridgeChart {
    let language = context.language
    let table = Table(
      id: "\(id)-data", title: title,
      columns: [
        Table.Column("step", language.text(.step), .text), Table.Column("amount", language.text(.amount)),
      ],
      rows: steps.map { step in
        var row = Table.Row(
          [.text(step.label), step.isLevel ? .money(step.amount) : .variance(step.amount, step.impact)],
          isTotal: step.isLevel)
        row.queries["amount"] = step.query
        return row
      }, note: note)
    let numbers = context.numbers
    let summary = steps.map {
      "\($0.label) \($0.isLevel ? numbers.money($0.amount) : numbers.variance($0.amount))"
    }.joined(separator: ", ")
    return BridgeChart(id: id, title: title, summary: summary + ".", steps: steps, data: table)
  }
}
