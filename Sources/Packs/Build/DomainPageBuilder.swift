import Domains

/// One domain's page.
struct DomainPageBuilder {
  let context: BuildContext
  let definition: DomainPageDefinition

  func page() throws(PackError) -> DomainPage {
    let name = definition.domain
    let domain = try context.domain(name).domain
    var variances: [Table] = []
    for (position, variance) in definition.variance.enumerated() {
      variances.append(
        try VarianceBuilder(context: context).table(
          variance, domain: name, id: "\(name)-variance-\(position + 1)"))
    }
    let accuracy = try AccuracyBuilder(context: context).build(name, id: "\(name)-accuracy")
    var page = DomainPage(
      domain: domain, messages: [],
      comments: CommentsBuilder(context: context).comments().filter { $0.domain == name },
      figures: try FiguresBuilder(context: context).table(name, id: "\(name)-figures"),
      trend: try TrendBuilder(context: context).chart(name, id: "\(name)-trend"), plan: nil, planMissing: nil,
      structure: try StructureBuilder(context: context).chart(
        definition.structure, domain: name, id: "\(name)-structure"),
      multiples: try MultiplesBuilder(context: context).chart(
        definition.multiples, domain: name, id: "\(name)-multiples"),
      variances: variances, bridges: [], bridgesMissing: [],
      stockBridge: try StockBridgeBuilder(context: context).table(name, id: "\(name)-stock-bridge"),
      adjustments: try AdjustmentsBuilder(context: context).tables(name), trust: accuracy.trust,
      accuracy: accuracy.table, valueAdded: try ValueAddedBuilder(context: context).table(name),
      horizons: try HorizonBuilder(context: context).chart(name, id: "\(name)-horizons"),
      cones: try ConeBuilder(context: context).charts(name), losses: accuracy.losses)
    if definition.comparisons.contains(.plan) {
      switch try PlanBuilder(context: context).outcome(name) {
      case .part(let part): page.plan = part
      case .missing(let reason): page.planMissing = reason
      }
    }
    for outcome in try bridges() {
      switch outcome {
      case .bridge(let bridge): page.bridges.append(bridge)
      case .missing(let reason): page.bridgesMissing.append(reason)
      }
    }
    if let asked = definition.priceVolume {
      switch try PriceVolumeBuilder(context: context).outcome(name, asked) {
      case .part(let part): page.priceVolume = part
      case .missing(let reason): page.bridgesMissing.append(reason)
      }
    }
    page.messages = try MessageWriter(context: context, page: page, levels: definition.variance.map(\.levels))
      .messages()
    return page
  }

  private func bridges() throws(PackError) -> [BridgeBuilder.Outcome] {
    let name = definition.domain
    let builder = BridgeBuilder(context: context)
    var outcomes: [BridgeBuilder.Outcome] = []
    if definition.outlookBridge { outcomes.append(try builder.outlook(name, id: "\(name)-outlook-bridge")) }
    if let level = definition.yearBridge {
      outcomes.append(try builder.priorYear(name, level: level, id: "\(name)-year-bridge"))
    }
    if let profit = definition.profitBridge {
      outcomes.append(
        try ProfitBridgeBuilder(context: context).bridge(name, profit, id: "\(name)-profit-bridge"))
    }
    return outcomes
  }
}
