/// The tables of the content by the names that layouts have for them.
struct SheetTables {
  let content: PackContent
  let subject: SheetSubject

  /// Nil where the pack has no such table this month.
  func table(_ name: String, _ block: SheetBlock) throws(PackError) -> Table? {
    switch (name, subject) {
    case ("trend", .domain(let page)): return page.trend.data
    case ("plan-figures", .domain(let page)): return page.plan?.figures
    case ("plan-trend", .domain(let page)): return page.plan?.trend.data
    case ("accuracy", .domain(let page)): return page.accuracy
    case ("stock-bridge", .domain(let page)): return page.stockBridge
    case ("summary", _): return content.executive.summary
    case ("plan", _): return content.executive.plan
    case ("bridge", _): return content.executive.bridge?.data
    case ("trust", _): return content.executive.trustTable
    case ("variance", _): return content.executive.variance
    case ("findings", _): return content.findings.all
    case ("findings-summary", _): return content.findings.summary
    case ("checks", _): return content.checksTable
    case ("dictionary", _): return DictionaryTable(content: content).table()
    case ("assumptions", _): return content.assumptions
    default:
      throw block.error(
        "there is no table '\(name)' here; there are summary, plan, bridge, trust, variance, findings, findings-summary, "
          + "checks, data-checks, dictionary, assumptions, and with 'for: domains' trend, plan-figures, "
          + "plan-trend, stock-bridge, accuracy"
      )
    }
  }

  func tables(_ name: String, _ block: SheetBlock) throws(PackError) -> [Table] {
    let pages: [DomainPage] = if case .domain(let page) = subject { [page] } else { content.domains }
    switch name {
    case "variances": return pages.flatMap(\.variances)
    case "accuracy": return pages.map(\.accuracy)
    case "trend": return pages.map(\.trend.data)
    case "value-added": return pages.compactMap(\.valueAdded)
    case "adjustments": return pages.flatMap(\.adjustments)
    case "price-volume": return pages.flatMap { $0.priceVolume?.tables ?? [] }
    default:
      throw block.error(
        "there are no tables '\(name)'; there are variances, accuracy, trend, value-added, adjustments, price-volume"
      )
    }
  }

  /// The tables that a chart is drawn of: one, or one a domain on a sheet of the whole pack.
  func charted(_ name: String, _ block: SheetBlock) throws(PackError) -> [Table] {
    if ["trend", "accuracy", "variances"].contains(name) { return try tables(name, block) }
    return try table(name, block).map { [$0] } ?? []
  }
}
