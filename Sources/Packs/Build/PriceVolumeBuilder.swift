import Domains
import Forecasting

/// Why a flow changed against prior year: the steps of `price_volume_<domain>` as a bridge of the total and as a table of
/// nodes, and the products of `product_variance_<domain>` that moved most.
struct PriceVolumeBuilder {
  let context: BuildContext

  enum Outcome {
    case part(PriceVolumePart)
    case missing(String)
  }

  /// Throws `PackError` (`definition`) for a stock and for levels that the domain does not have in this order, (`rows`) for
  /// rows that do not close or are not those of `kpi_monthly_<domain>`.
  func outcome(_ name: String, _ definition: PriceVolumeDefinition) throws(PackError) -> Outcome {
    let source = try context.domain(name)
    let kpis = try checked(name, definition)
    let label = ["domain": kpis.domain.label]
    let period = definition.period.rawValue
    guard let compared = kpis.totalRow(period, "ac_py"), compared.value != nil, compared.reference != nil
    else { return .missing(context.language.text(.bridgeNoYear, label)) }
    let index = try PriceVolumeIndex(source.priceVolume, kpis, period)
    guard let total = index.row(Domain.Level.total, kpis.total) else {
      return .missing(context.language.text(.priceVolumeMissing, label))
    }
    let levels = definition.levels.filter(index.hasRows)
    let lines = try PriceVolumeLine.lines(context.hierarchy(kpis, levels), index)
    let steps = PriceVolumeStep.allCases.filter { step in
      step != .unpriced || lines.contains { !$0.amount(of: step).isZero }
    }
    return .part(
      PriceVolumePart(
        bridge: bridge(total, kpis, steps, id: "\(name)-price-volume", keys: productKeys(source)),
        nodes: try nodes(
          lines, total, kpis, steps, id: "\(name)-price-volume-nodes",
          missing: definition.levels.filter { !index.hasRows($0) }),
        products: try ProductsBuilder(context: context).table(
          source, total, top: definition.top, id: "\(name)-price-volume-products")))
  }

  private func checked(_ name: String, _ definition: PriceVolumeDefinition) throws(PackError) -> KPIIndex {
    let kpis = try VarianceBuilder(context: context).checked(
      VarianceDefinition(domain: name, title: "", levels: definition.levels, comparisons: []), name)
    guard kpis.domain.kind == .flow else {
      throw PackError(
        .definition, "price_volume: '\(name)' is a stock; only of a flow is the change one of units and prices")
    }
    for (above, level) in zip(definition.levels, definition.levels.dropFirst()) {
      let (kept, keys) = (kpis.keys(of: above) ?? [], kpis.keys(of: level) ?? [])
      guard kept.allSatisfy(keys.contains), keys.count > kept.count else {
        throw PackError(
          .definition, "price_volume of '\(name)': the level '\(level)' does not refine '\(above)' before it")
      }
    }
    return kpis
  }

  /// What products are counted apart by: `channel, category`.
  private func productKeys(_ source: DomainRows) -> String {
    let keys = source.domain.keys.indices.filter { key in
      source.priceVolume.contains { $0.keys.values[key] != Domain.Level.all }
    }
    return keys.map { source.domain.keys[$0] }.joined(separator: ", ")
  }

  private func bridge(
    _ row: PriceVolumeRow, _ kpis: KPIIndex, _ shown: [PriceVolumeStep], id: String, keys: String
  ) -> BridgeChart {
    let language = context.language
    let domain = kpis.domain
    let builder = BridgeBuilder(context: context)
    let node = source(domain, row.level, row.keys, row.period)
    let before = builder.step(
      "PY \(language.name(row.periodStart - 12, row.periodEnd - 12))", row.reference, .priorYear, node,
      "reference")
    let changes = shown.map { step in
      builder.step(language.text(step.label), step.amount(row), nil, node, step.reading, domain)
    }
    let now = builder.step(
      "AC \(language.name(row.periodStart, row.periodEnd))", row.value, .actual, node, "value")
    var chart = builder.chart(
      [before] + changes + [now], id: id,
      title: context.title(
        language.text(.priceVolume, ["domain": domain.label]), of: domain,
        language.text(.fromPriorYear, ["period": language.name(row.periodStart, row.periodEnd)])),
      note: language.text(.priceVolumeNote)
        + (keys.isEmpty ? "" : " " + language.text(.priceVolumeKeys, ["keys": keys])))
    addShares(&chart, row, shown, node)
    return chart
  }

  /// Each step's share of the whole change, as the table's last column.
  private func addShares(
    _ chart: inout BridgeChart, _ row: PriceVolumeRow, _ shown: [PriceVolumeStep], _ node: Source
  ) {
    let change = row.value - row.reference
    chart.data.columns.append(Table.Column("share", context.language.text(.shareOfChange)))
    for position in chart.data.rows.indices {
      let step = position > 0 && position <= shown.count ? shown[position - 1] : nil
      chart.data.rows[position].cells.append(step.map { share($0.amount(row), of: change) } ?? .blank)
      guard let step else { continue }
      chart.data.rows[position].queries["share"] = node.select("\(step.reading) / nullif(variance, 0)")
    }
  }

  private func share(_ amount: Amount, of change: Amount) -> Cell {
    change.isZero
      ? .unavailable(.zeroBase) : .percent(amount.doubleValue / change.doubleValue, .neutral)
  }

  private func nodes(
    _ lines: [PriceVolumeLine], _ total: PriceVolumeRow, _ kpis: KPIIndex, _ shown: [PriceVolumeStep],
    id: String, missing: [String]
  ) throws(PackError) -> Table {
    let language = context.language
    let domain = kpis.domain
    var rows: [Table.Row] = []
    for line in lines {
      rows.append(try row(line, kpis, shown, total.period))
    }
    let steps = shown.map(\.rawValue)
    let columns =
      [
        Table.Column("name", "", .text),
        Table.Column(
          "reference", "PY", scenario: .priorYear, relation: .additive, reading: Reading("reference")),
      ]
      + shown.map { step in
        Table.Column(
          step.rawValue, language.text(step.label), relation: step.isAdditive ? .additive : nil,
          reading: Reading(step.reading))
      } + [
        Table.Column(
          "value", "AC", scenario: .actual, relation: .sum(["reference"] + steps), or: .additive,
          reading: Reading("value")),
        Table.Column(
          "variance", "ΔPY", relation: .difference("value", "reference"), reading: Reading("variance")),
        Table.Column("percent", "ΔPY %", relation: .quotient("variance", "reference")),
      ]
    let notes =
      (rows.count > 1 ? [language.text(.priceVolumeNodes)] : [])
      + missing.map { language.text(.priceVolumeLevel, ["level": $0]) }
    return Table(
      id: id,
      title: context.title(
        language.text(.priceVolume, ["domain": domain.label]), of: domain,
        "\(language.name(total.periodStart, total.periodEnd)): PY, AC, ΔPY"),
      columns: columns, rows: rows, note: notes.isEmpty ? nil : notes.joined(separator: " "))
  }

  private func row(
    _ line: PriceVolumeLine, _ kpis: KPIIndex, _ shown: [PriceVolumeStep], _ period: String
  ) throws(PackError) -> Table.Row {
    let (domain, node) = (kpis.domain, line.node)
    func change(_ amount: Amount) -> Cell {
      .variance(amount, Impact(of: amount.doubleValue, domain.preference))
    }
    let compared = node.members.count == 1 ? kpis.row(node.level, node.keys, period, "ac_py") : nil
    let percent =
      try compared?.percentCell()
      ?? Comparison(value: line.value, reference: line.reference, preference: domain.preference).percent
    var row = Table.Row(
      [.text(context.label(node)), .money(line.reference)] + shown.map { change(line.amount(of: $0)) }
        + [.money(line.value), change(line.value - line.reference), percent],
      depth: node.depth, isTotal: node.depth == 0)
    guard node.members.count == 1 else { return row }
    row.source = source(domain, node.level, node.keys, period)
    row.queries["percent"] = Source("kpi_monthly", domain, asOf: context.asOf, node.level, node.keys)
      .and("period", period).and("comparison", "ac_py").select("variance_pct")
    return row
  }

  private func source(_ domain: Domain, _ level: String, _ keys: SeriesKey, _ period: String) -> Source {
    Source("price_volume", domain, asOf: context.asOf, level, keys).and("period", period)
  }
}
