import Domains
import Forecasting

/// From the last outlook of the year to this one: ΔFC of the as-of month, revisions, restatements.
struct BridgeBuilder {
  let context: BuildContext

  enum Outcome {
    case bridge(BridgeChart)
    case missing(String)
  }

  /// Throws `PackError` (`rows`) for a bridge that does not close.
  func bridge(_ name: String, id: String) throws(PackError) -> Outcome {
    let source = try context.domain(name)
    let total = try context.kpis(name).total
    guard let row = source.outlookBridge.first(where: { $0.keys == total }) else {
      return .missing("n/a: the vintage before does not reach the year's end, or there is none")
    }
    guard row.lastOutlook + row.deltaForecast + row.revision + row.restatement == row.outlook else {
      throw PackError(.rows, "outlook_bridge_\(name): the steps do not lead from the last outlook to this one")
    }
    let amounts = [row.lastOutlook, row.deltaForecast, row.revision, row.restatement, row.outlook]
    return .bridge(chart(amounts, row, source.domain, id))
  }

  private func chart(_ amounts: [Amount], _ outlook: OutlookBridgeRow, _ domain: Domain, _ id: String)
    -> BridgeChart
  {
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
