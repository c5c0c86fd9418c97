extension PackContent {
  /// Every table, those behind charts included, with the id of the page that shows it.
  public var tables: [(page: String, table: Table)] {
    let executive = "executive"
    var tables: [(page: String, table: Table)] =
      [
        (executive, self.executive.summary), (executive, self.executive.variance),
        (executive, self.executive.trustTable),
      ]
      + self.executive.charts.map { (executive, $0.data) }
    if let plan = self.executive.plan { tables.append((executive, plan)) }
    if let bridge = self.executive.bridge { tables.append((executive, bridge.data)) }
    for domain in domains {
      let page = PackPage.domainID(domain.domain.name)
      let charts =
        [
          domain.trend.data, domain.plan?.figures, domain.plan?.trend.data, domain.structure?.data,
          domain.multiples?.data, domain.stockBridge,
        ].compactMap {
          $0
        }
      let bridges = domain.bridges.map(\.data) + (domain.priceVolume.map { [$0.bridge.data] + $0.tables } ?? [])
      tables += ([domain.figures] + charts + domain.variances + domain.adjustments + bridges).map { (page, $0) }
      tables +=
        ([domain.accuracy, domain.horizons.data] + [domain.valueAdded].compactMap { $0 }
        + domain.cones.map(\.data)).map { ("accuracy", $0) }
    }
    tables += variance.trees.flatMap { tree in tree.nodes.map { ("variance", $0.table) } }
    tables += [findings.summary, findings.all].map { ("quality", $0) }
    tables += [method.models, method.changes].map { ("method", $0) }
    return tables + [("checks", checksTable)]
  }
}
