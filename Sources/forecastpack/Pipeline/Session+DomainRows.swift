import Domains
import Forecasting
import Packs
import Warehouse

extension Session {
  /// The rows of a domain for the pack of a run's month: of leaves no more than it shows, since they may be very many.
  func domainRows(
    _ domain: Domain, _ run: ForecastRunRow, _ definition: PackDefinition, _ comments: [AnalystComment],
    _ reader: ViewReader
  ) throws -> DomainRows {
    let month = run.asOfMonth
    var whole = comments.filter { $0.level == Domain.Level.leaf }.map(\.keys)
    let periods = definition.leafPeriods(of: domain.name)
    var kpis = try reader.kpis(domain, asOf: month, periods: periods, whole: whole)
    let planned = PackDefinition.plannedLeaves(kpis)
    if periods != nil, !planned.isEmpty {
      whole += planned
      kpis = try reader.kpis(domain, asOf: month, periods: periods, whole: whole)
    }
    let products = definition.domains.first { $0.domain == domain.name }?.priceVolume
    return DomainRows(
      domain: domain, run: run, kpis: kpis,
      trend: try reader.trend(domain, asOf: month, from: month - definition.history + 1)
        + reader.trend(domain, asOf: month, leaves: planned)
        + leafMonths(domain, kpis, asOf: month, definition, reader, except: Set(planned)),
      vintages: try reader.vintages(domain, upTo: month),
      outlookBridge: try reader.outlookBridge(domain, asOf: month, isBrief: true),
      stockBridge: domain.kind == .stock ? try reader.stockBridge(domain, asOf: month) : [],
      priceVolume: products == nil ? [] : try reader.priceVolume(domain, asOf: month),
      productVariances: try products.map { try reader.productVariances(domain, asOf: month, top: $0.top) }
        ?? [],
      accuracy: try reader.accuracy(domain, asOf: month, level: definition.accuracy.level),
      valueAdded: try reader.valueAdded(domain, asOf: month, level: definition.accuracy.level),
      adjustments: try reader.adjustments(domain, asOf: month),
      predictions: try reader.predictions(domain, horizon: 1, of: month - 1...month))
  }

  /// The months of the leaves that `definition` shows, as far as its trends reach.
  func leafMonths(
    _ domain: Domain, _ kpis: [KPIRow], asOf month: Month, _ definition: PackDefinition, _ reader: ViewReader,
    except others: Set<SeriesKey> = []
  ) throws -> [ActualForecastRow] {
    let shown = try definition.leavesWithMonths(kpis, of: domain, asOf: month)
    return try reader.trend(
      domain, asOf: month, leaves: shown.filter { !others.contains($0) },
      months: month - definition.history + 1...month + definition.ahead)
  }
}
