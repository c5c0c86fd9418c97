import Domains
import Forecasting

/// The KPI rows over `SampleValues`, by the definitions of the measures.
struct SampleKPIs {
  let values: SampleValues
  let runID: String

  private var asOf: Month { values.facts.asOf }
  private var yearStart: Month { Month(year: asOf.year, month: 1) }
  private var yearEnd: Month { Month(year: asOf.year, month: 12) }

  func rows() -> [KPIRow] {
    values.nodes().flatMap { node in
      let month = values.actual(node.leaves, asOf)
      let hasPrevious = values.facts.vintages > 0
      let previous = hasPrevious ? values.forecast(node.leaves, asOf, asOf: asOf - 1) : nil
      let next = values.forecast(node.leaves, asOf + 1, asOf: asOf)
      let nextPrevious = hasPrevious ? values.forecast(node.leaves, asOf + 1, asOf: asOf - 1) : nil
      var rows = [
        row(node, "month", asOf, asOf, "ac_fc", month, previous, "not_forecast"),
        row(node, "month", asOf, asOf, "ac_py", month, values.actual(node.leaves, asOf - 12), "new"),
        row(node, "next_month", asOf + 1, asOf + 1, "fc_prev", next, nextPrevious, "no_reference"),
      ]
      if values.domain.kind == .flow {
        let outlook = sum(yearStart, asOf, node.leaves).flatMap { actual in
          ahead(asOf, node.leaves).map { actual + $0 }
        }
        let before = sum(yearStart, asOf - 1, node.leaves).flatMap { actual in
          hasPrevious ? ahead(asOf - 1, node.leaves).map { actual + $0 } : nil
        }
        rows += [
          row(
            node, "ytd", yearStart, asOf, "ac_py", sum(yearStart, asOf, node.leaves),
            sum(yearStart - 12, asOf - 12, node.leaves), "no_reference"),
          row(node, "fy", yearStart, yearEnd, "outlook_prev", outlook, before, "no_reference"),
          row(
            node, "fy", yearStart, yearEnd, "outlook_py", outlook,
            sum(yearStart - 12, yearEnd - 12, node.leaves),
            "no_reference"),
          row(
            node, "r12", asOf - 11, asOf, "ac_py", sum(asOf - 11, asOf, node.leaves),
            sum(asOf - 23, asOf - 12, node.leaves), "no_reference"),
        ]
      }
      return rows + planned(node)
    }
  }

  /// Month, year to date and outlook within the plan's scope.
  private func planned(_ node: (level: String, keys: SeriesKey, leaves: [Int])) -> [KPIRow] {
    guard values.facts.hasPlan, values.domain.name == "sales" else { return [] }
    let leaves = node.leaves.filter(values.isPlanned)
    func plan(_ start: Month, _ end: Month) -> Amount? {
      let parts = (start.index...end.index).compactMap { values.plan(leaves, Month(index: $0)) }
      return parts.first.map { parts.dropFirst().reduce($0, +) }
    }
    let actual = leaves.isEmpty ? nil : sum(yearStart, asOf, leaves)
    let outlook = actual.flatMap { actual in ahead(asOf, leaves).map { actual + $0 } }
    let next = leaves.isEmpty || asOf.month == 12 ? nil : values.forecast(leaves, asOf + 1, asOf: asOf)
    let compared = [
      row(
        node, "month", asOf, asOf, "ac_pl", leaves.isEmpty ? nil : values.actual(leaves, asOf),
        plan(asOf, asOf),
        "not_planned"),
      row(node, "ytd", yearStart, asOf, "ac_pl", actual, plan(yearStart, asOf), "not_planned"),
      row(
        node, "next_month", asOf + 1, asOf + 1, "outlook_pl", next, plan(asOf + 1, asOf + 1), "not_planned"),
      row(node, "fy", yearStart, yearEnd, "outlook_pl", outlook, plan(yearStart, yearEnd), "not_planned"),
    ]
    return compared.map { line in
      var line = line
      line.scope = "Reseller"
      if leaves.isEmpty { line.percentStatus = "out_of_scope" }
      return line
    }
  }

  private func sum(_ start: Month, _ end: Month, _ leaves: [Int]) -> Amount? {
    var total = Amount(scaled: 0, decimals: values.domain.decimals)
    for index in start.index...max(start.index, end.index) {
      guard let value = values.actual(leaves, Month(index: index)) else { return nil }
      total = total + value
    }
    return total
  }

  private func ahead(_ from: Month, _ leaves: [Int]) -> Amount? {
    (1...12).filter { from + $0 <= yearEnd }.map { values.forecast(leaves, from + $0, asOf: from) }
      .reduce(Amount(scaled: 0, decimals: values.domain.decimals), +)
  }

  private func row(
    _ node: (level: String, keys: SeriesKey, leaves: [Int]), _ period: String, _ start: Month, _ end: Month,
    _ comparison: String, _ value: Amount?, _ reference: Amount?, _ missing: String
  ) -> KPIRow {
    let variance = value.flatMap { value in reference.map { value - $0 } }
    var status = value == nil ? "no_value" : (reference == nil ? missing : "ok")
    if status == "ok", let value, let reference {
      if reference.isZero {
        status = "zero_base"
      } else if reference.scaled < 0 {
        status = "negative_base"
      } else if value.scaled < 0 {
        status = "sign_change"
      }
    }
    let sign = variance.map { $0.scaled.signum() } ?? 0
    return KPIRow(
      asOfMonth: asOf, runID: runID, level: node.level, keys: node.keys, period: period, periodStart: start,
      periodEnd: end, comparison: comparison, value: value, reference: reference, variance: variance,
      varianceUnit: values.domain.unit,
      variancePercent: status == "ok" ? (variance?.doubleValue ?? 0) / (reference?.doubleValue ?? 1) : nil,
      percentStatus: status, impact: values.domain.preference == .neutral ? 0 : Int(sign), monthsActual: 1,
      monthsForecast: 0, scope: nil, lower80: nil, upper80: nil, unit: values.domain.unit)
  }
}
