import Domains

extension PackContent {
  /// Computes every number that a pack shows.
  ///
  /// Throws `PackError` (`definition`) where the definition asks for what the domains do not have, and (`rows`)
  /// where the rows are not those of one vintage.
  /// `language` has the words of `definition.language`.
  public init(_ definition: PackDefinition, _ rows: PackRows, _ language: Language) throws(PackError) {
    let context = try BuildContext(definition, rows, language)
    let pages = try Self.pages(context)
    let executive = try Self.executive(context)
    let variance = try VarianceTreeBuilder(context: context).page()
    let checker = ChecksBuilder(context: context)
    var controls: [ChecksBuilder.Control] = []
    let exposed = [(definition.executive.variance.domain ?? "", executive.variance)]
    let detailed = pages.flatMap { page in page.variances.map { (page.domain.name, $0) } }
    let drilled = variance.trees.flatMap { tree in tree.nodes.map { (tree.domain.name, $0.table) } }
    for (domain, table) in exposed + detailed + drilled { controls += checker.sums(table, domain: domain) }
    for page in pages {
      guard let part = page.priceVolume else { continue }
      controls += checker.sums(part.nodes, domain: page.domain.name, of: "price_volume")
    }
    self.init(
      asOf: rows.asOf, title: definition.title, organisation: definition.organisation,
      language: language, numbers: definition.numbers, measures: context.measures,
      scenarios: context.scenarios, approval: Self.approval(rows),
      messages: Self.messages(context, pages), comments: CommentsBuilder(context: context).comments(),
      executive: executive, domains: pages,
      variance: variance, findings: FindingsBuilder(context: context).page(),
      method: MethodBuilder(context: context).page(), checks: rows.checks + controls.map(\.row),
      checksTable: checker.table(controls),
      provenance: Self.provenance(context), glossary: definition.glossary,
      assumptions: AssumptionsBuilder(context: context).table(), data: rows.tables,
      yearStart: context.yearStart)
  }

  private static func executive(_ context: BuildContext) throws(PackError) -> ExecutivePage {
    let definition = context.definition.executive
    var charts: [MonthlyChart] = []
    for name in definition.charts {
      charts.append(try TrendBuilder(context: context).chart(name, id: "chart-\(name)"))
    }
    let accuracy = try AccuracyBuilder(context: context).build(
      definition.trust, id: "\(definition.trust)-accuracy")
    var page = ExecutivePage(
      summary: try ExecutiveBuilder(context: context).table(), plan: nil, planMissing: nil, charts: charts,
      isOneScale: definition.scale == .shared, bridge: nil, bridgeMissing: nil,
      variance: try VarianceBuilder(context: context).table(
        definition.variance, domain: definition.variance.domain ?? "", id: "variance", isCompact: true),
      trust: accuracy.trust, trustTable: brief(accuracy.table))
    if let name = definition.plan {
      switch try PlanBuilder(context: context).outcome(name) {
      case .part(let part): page.plan = PlanBuilder.brief(part)
      case .missing(let reason): page.planMissing = reason
      }
    }
    if let name = definition.bridge {
      switch try BridgeBuilder(context: context).outlook(name, id: "bridge") {
      case .bridge(let bridge): page.bridge = bridge
      case .missing(let reason): page.bridgeMissing = reason
      }
    }
    return page
  }

  /// The accuracy of the forecast alone: horizon, pairs, WAPE, bias, gain.
  private static func brief(_ table: Table) -> Table {
    var table = table
    table.id = "trust"
    let kept = ["horizon", "pairs", "wape", "bias", "gain"].compactMap(table.column)
    table.columns = kept.map { table.columns[$0] }
    table.rows = table.rows.filter(\.isTotal).map { row in
      var row = row
      row.cells = kept.map { row.cells[$0] }
      row.isTotal = false
      return row
    }
    return table
  }

  private static func pages(_ context: BuildContext) throws(PackError) -> [DomainPage] {
    var pages: [DomainPage] = []
    for definition in context.definition.domains {
      pages.append(try DomainPageBuilder(context: context, definition: definition).page())
    }
    return pages
  }

  /// Of the domain that the executive page compares: the month and the outlook, a line each.
  private static func messages(_ context: BuildContext, _ pages: [DomainPage]) -> [Sentence] {
    let name = context.definition.executive.variance.domain
    return Array(pages.first { $0.domain.name == name }?.messages.prefix(2) ?? [])
  }

  private static func approval(_ rows: PackRows) -> Approval {
    let approvals = rows.domains.map { ($0.run.approvedBy, $0.run.approvedAt) }
    guard let first = approvals.first, let by = first.0, let at = first.1,
      approvals.allSatisfy({ $0.0 != nil && $0.1 != nil })
    else { return .draft }
    return .approved(by: by, at: approvals.compactMap(\.1).max() ?? at)
  }

  private static func provenance(_ context: BuildContext) -> [Provenance] {
    let runs = context.rows.domains.flatMap { domain in
      [
        Provenance(
          .run(domain.domain.name),
          "\(domain.run.runID), \(context.language.origin(domain.run.origin)), \(domain.run.predictionTime)"),
        Provenance(.dataset(domain.domain.name), domain.run.datasetDigest),
      ]
    }
    return [Provenance(.asOf, context.language.name(context.asOf))] + runs
      + context.rows.provenance
  }
}
