import Domains
import Forecasting

/// Why profit changed: sales change at prior-year margin, mix, margin rate, and what had no prior year; exactly.
///
/// With S and P the sales and profit of a node i, 1 this period and 0 the prior year, m = P / S, over the nodes that
/// had sales a year ago, and the rest n:
/// volume = (S1 − S0) m0, mix = Σ S1ᵢ (m0ᵢ − m0), rate = Σ (P1ᵢ − S1ᵢ m0ᵢ), new = P1ₙ − S1ₙ m0; their sum is P1 − P0.
struct ProfitBridgeBuilder {
  let context: BuildContext

  func bridge(
    _ profitName: String, _ definition: ProfitBridgeDefinition, id: String
  ) throws(PackError) -> BridgeBuilder.Outcome {
    let (profits, sales) = (try context.kpis(profitName), try context.kpis(definition.sales))
    let language = context.language
    let period = definition.period.rawValue
    guard profits.domain.keys == sales.domain.keys, profits.domain.decimals == sales.domain.decimals,
      profits.keys(of: definition.level) != nil, sales.keys(of: definition.level) != nil
    else {
      throw PackError(
        .definition,
        "profit_bridge: '\(profitName)' and '\(definition.sales)' need the same keys and the level '\(definition.level)'"
      )
    }
    guard let profit = profits.totalRow(period, "ac_py"), let sold = sales.totalRow(period, "ac_py"),
      let profitNow = profit.value, let profitBefore = profit.reference, let salesNow = sold.value,
      let salesBefore = sold.reference, salesBefore.scaled > 0
    else { return .missing(language.text(.bridgeNoYear, ["domain": profits.domain.label])) }
    let margin = profitBefore.doubleValue / salesBefore.doubleValue
    var (mix, rate, new) = (0.0, 0.0, 0.0)
    for keys in Set(sales.nodes(definition.level) + profits.nodes(definition.level)).sorted() {
      let (own, earned) = (
        sales.row(definition.level, keys, period, "ac_py"), profits.row(definition.level, keys, period, "ac_py")
      )
      let (now, before) = (own?.value?.doubleValue ?? 0, own?.reference?.doubleValue ?? 0)
      let (profitNow, profitBefore) = (earned?.value?.doubleValue ?? 0, earned?.reference?.doubleValue ?? 0)
      if before > 0 {
        mix += now * (profitBefore / before - margin)
        rate += profitNow - now * profitBefore / before
      } else {
        // Without sales a year ago there is no margin of its own to compare with.
        new += profitNow - now * margin
      }
    }
    let decimals = profitNow.decimals
    let volume = (salesNow - salesBefore).doubleValue * margin
    let parts = [volume, mix, rate, new].compactMap { Amount(rounding: $0, decimals: decimals) }
    guard parts.count == 4 else {
      throw PackError(.rows, "profit_bridge of \(profitName): a step is beyond all numbers")
    }
    // Rounding to the last decimal leaves a few of its units at most; they go to the largest step.
    let rest = profitNow - parts.reduce(profitBefore, +)
    guard rest.scaled.magnitude <= 4 else {
      throw PackError(.rows, "profit_bridge of \(profitName): the steps miss this year's profit by \(rest)")
    }
    return .bridge(chart(profits, profit, closed(parts, rest), profitBefore, profitNow, id))
  }

  private func closed(_ parts: [Amount], _ rest: Amount) -> [Amount] {
    var parts = parts
    let largest = parts.indices.max { parts[$0].scaled.magnitude < parts[$1].scaled.magnitude }
    if let largest { parts[largest] = parts[largest] + rest }
    return parts
  }

  private func chart(
    _ kpis: KPIIndex, _ row: KPIRow, _ parts: [Amount], _ before: Amount, _ now: Amount, _ id: String
  ) -> BridgeChart {
    let language = context.language
    let domain = kpis.domain
    let builder = BridgeBuilder(context: context)
    let node = Source("kpi_monthly", domain, asOf: context.asOf, Domain.Level.total, kpis.total)
      .and("period", row.period).and("comparison", "ac_py")
    var steps = [
      builder.step(
        "PY \(language.name(row.periodStart - 12, row.periodEnd - 12))", before, .priorYear, node, "reference")
    ]
    for (message, amount) in zip([Message.volume, .mix, .rate, .new], parts)
    where message != .new || !amount.isZero {
      steps.append(builder.step(language.text(message), amount, nil, nil, "", domain))
    }
    steps.append(
      builder.step("AC \(language.name(row.periodStart, row.periodEnd))", now, .actual, node, "value"))
    return builder.chart(
      steps, id: id,
      title: context.title(
        language.text(.profitBridge, ["domain": domain.label]), of: domain,
        language.text(.fromPriorYear, ["period": language.name(row.periodStart, row.periodEnd)])),
      note: language.text(.profitBridgeNote))
  }
}
