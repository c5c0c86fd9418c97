import Domains
import Forecasting

/// From the last outlook of the year to this one: ΔFC of the as-of month, revisions, restatements.
///
/// this outlook − last outlook = ΔFC + sum of revisions + restatement of earlier actuals. The first three are
/// rows of the views; what is left over is, by this identity, the restatement.
struct BridgeBuilder {
  let context: BuildContext

  enum Outcome {
    case bridge(BridgeChart)
    case missing(String)
  }

  func bridge(_ name: String, id: String) throws(PackError) -> Outcome {
    let kpis = try context.kpis(name)
    let source = try context.domain(name)
    guard let outlook = kpis.totalRow("fy", "outlook_prev"), let now = outlook.value,
      let last = outlook.reference
    else { return .missing("n/a: there is no outlook of the vintage before") }
    guard let surprise = kpis.totalRow("month", "ac_fc")?.variance else {
      return .missing("n/a: \(context.language.name(context.asOf)) was not forecast by the vintage before")
    }
    var revision = Amount(scaled: 0, decimals: now.decimals)
    let ahead = source.trend.filter {
      $0.keys == kpis.total && $0.runID == source.run.runID && $0.month > context.asOf
        && $0.month <= outlook.periodEnd
    }
    for row in ahead {
      guard let forecast = row.forecast, let previous = row.forecastPrevious else {
        return .missing("n/a: \(context.language.name(row.month)) is not in both vintages")
      }
      revision = revision + forecast - previous
    }
    let restatement = now - last - surprise - revision
    return .bridge(chart([last, surprise, revision, restatement, now], outlook, source.domain, id))
  }

  private func chart(_ amounts: [Amount], _ outlook: KPIRow, _ domain: Domain, _ id: String) -> BridgeChart {
    let month = context.language.shortName(context.asOf)
    let labels = [
      "Outlook \(context.previousVintage)", "ΔFC \(month)", "Revisions", "Restatement",
      "Outlook \(context.language.name(context.asOf))",
    ]
    let steps = zip(labels, amounts).enumerated().map { position, step in
      let isLevel = position == 0 || position == labels.count - 1
      return BridgeChart.Step(
        label: step.0, isLevel: isLevel, amount: step.1,
        impact: isLevel ? .neutral : Impact(of: step.1.doubleValue, domain.preference))
    }
    let year = context.language.name(outlook.periodStart, outlook.periodEnd)
    let title = context.title("\(domain.label), outlook", of: domain, "\(year): from the last outlook to this")
    let table = Table(
      id: "\(id)-data", title: title,
      columns: [Table.Column("step", "Step", .text), Table.Column("amount", "Amount")],
      rows: steps.map { step in
        Table.Row(
          [.text(step.label), step.isLevel ? .money(step.amount) : .variance(step.amount, step.impact)],
          isTotal: step.isLevel)
      },
      note: "ΔFC: what \(month) brought beside its forecast. Revisions: the rest of the year, forecast anew. "
        + "Restatement: earlier months, known better.")
    let numbers = context.numbers
    let summary = steps.map {
      "\($0.label) \($0.isLevel ? numbers.money($0.amount) : numbers.variance($0.amount))"
    }.joined(separator: ", ")
    return BridgeChart(id: id, title: title, summary: summary + ".", steps: steps, data: table)
  }
}
