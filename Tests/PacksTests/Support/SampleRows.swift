import Domains
import Forecasting

@testable import Packs

/// The rows that the views would give over `SampleFacts`.
struct SampleRows {
  var facts = SampleFacts()

  func packRows() -> PackRows {
    PackRows(
      asOf: facts.asOf,
      domains: [
        domainRows("sales", "Sales", .flow, .higher), domainRows("profit", "Gross profit", .flow, .higher),
        domainRows("inventory", "Inventory", .stock, .neutral),
      ],
      findings: [
        Finding(
          severity: .warning, code: "incomplete_month", domain: "sales", month: Month(year: 2014, month: 1),
          count: 1, message: "2014-01 is not complete: internet_sales ends on 2014-01-28; it is no actual"),
        Finding(
          severity: .info, code: "gap", domain: "sales",
          series: SeriesKey(["Europe", "Germany", "Internet", "Clothing"]), month: Month(year: 2013, month: 2),
          count: 2, message: "2 months without rows between the first and the last are taken as zero"),
        Finding(
          severity: .info, code: "gap", domain: "sales",
          series: SeriesKey(["Europe", "France", "Internet", "Clothing"]), month: Month(year: 2013, month: 3),
          count: 1, message: "1 month without rows between the first and the last is taken as zero"),
      ],
      checks: [
        CheckRow(
          name: "sales: dataset equals facts", domain: "sales", expectedSource: "raw facts, all months",
          actualSource: "ml_train_sales_monthly", expected: Amount(scaled: 10_980_927_765, decimals: 2),
          actual: Amount(scaled: 10_980_927_765, decimals: 2))
      ],
      provenance: [Provenance(.engine, "1"), Provenance(.dbtProject("sales"), "3f1c9a…")],
      assumptions: [
        Assumption(nil, .horizons(12), source: "forecastpack.yml, horizons"),
        Assumption(
          "Sales", .model("linear_regression"), source: "forecastpack.yml, domains.sales.model"),
      ],
      tables: SampleData(rows: self).tables())
  }

  func domain(_ name: String, _ label: String, _ kind: Domain.Kind, _ preference: Domain.Preference) -> Domain {
    let isStock = kind == .stock
    let levels =
      isStock
      ? [Domain.Level(name: "total", keys: [])]
      : [
        Domain.Level(name: "total", keys: []), Domain.Level(name: "region", keys: ["region"]),
        Domain.Level(name: "country", keys: ["region", "country"]),
        Domain.Level(name: "channel", keys: ["channel"]), Domain.Level(name: "category", keys: ["category"]),
        Domain.Level(name: "country_channel", keys: ["region", "country", "channel"]),
      ]
    return Domain(
      name: name, label: label, dataset: "ml_train_\(name)_monthly",
      keys: isStock ? ["region", "country", "category"] : ["region", "country", "channel", "category"],
      unit: "USD", decimals: 2, kind: kind, preference: preference, levels: levels)
  }

  func leaves(_ domain: Domain) -> [SeriesKey] {
    if domain.kind == .stock { return facts.categories.map { SeriesKey(["Company", "Company", $0]) } }
    return facts.countries.flatMap { country in
      facts.channels.flatMap { channel in
        facts.categories.filter { channel == "Reseller" || $0 != "Components" }.map {
          SeriesKey([country.0, country.1, channel, $0])
        }
      }
    }
  }

  var domains: [Domain] {
    [
      domain("sales", "Sales", .flow, .higher), domain("profit", "Gross profit", .flow, .higher),
      domain("inventory", "Inventory", .stock, .neutral),
    ]
  }

  private func domainRows(
    _ name: String, _ label: String, _ kind: Domain.Kind, _ preference: Domain.Preference
  ) -> DomainRows {
    let domain = domain(name, label, kind, preference)
    let run = ForecastRunRow(
      domain: name, runID: Self.runID(name, facts.asOf), asOfMonth: facts.asOf, status: "published",
      isCurrent: true,
      isLatest: true, origin: "backfilled", predictionTime: "2013-12-05T06:00:00Z",
      publishedAt: "2013-12-05T06:01:00Z", approvedBy: nil, approvedAt: nil, supersedes: nil, reason: nil,
      datasetDigest: String(repeating: "a1b2", count: 16))
    let values = SampleValues(facts: facts, domain: domain, leaves: leaves(domain))
    let kpis = SampleKPIs(values: values, runID: run.runID).rows()
    let products = name == "sales" ? SampleProducts(values: values).rows() : ([], [])
    return DomainRows(
      domain: domain, run: run, kpis: kpis, trend: trend(values, run), vintages: vintages(values),
      outlookBridge: outlookBridge(values, kpis),
      stockBridge: kind == .stock ? stockBridge(values) : [],
      priceVolume: products.0, productVariances: products.1,
      accuracy: SampleAccuracy(values: values).rows(),
      predictions: SampleData.predictions(values).filter { facts.asOf - $0.asOfMonth <= 1 })
  }

  static func runID(_ name: String, _ asOf: Month) -> String {
    String(
      repeating: String(UInt32(asOf.index) &* 2_654_435_761 ^ UInt32(name.utf8.count), radix: 16), count: 8)
  }

  private func trend(_ values: SampleValues, _ run: ForecastRunRow) -> [ActualForecastRow] {
    let levels = ["total", "region", "country"] + (facts.hasPlan ? ["channel"] : [])
    return values.nodes().filter { levels.contains($0.level) || values.domain.kind == .stock }.flatMap {
      node in
      trend(values, run, node)
    }
  }

  private func trend(
    _ values: SampleValues, _ run: ForecastRunRow, _ node: (level: String, keys: SeriesKey, leaves: [Int])
  ) -> [ActualForecastRow] {
    (facts.firstMonth.index...(facts.asOf + 12).index).map { index in
      let month = Month(index: index)
      let isAhead = month > facts.asOf
      let isWithin = node.leaves.allSatisfy(values.isPlanned)
      let forecast = isAhead ? values.forecast(node.leaves, month, asOf: facts.asOf) : nil
      let width = Amount(scaled: (forecast?.scaled ?? 0) * Int64(4 + (month - facts.asOf)) / 100, decimals: 2)
      return ActualForecastRow(
        runID: run.runID, asOfMonth: facts.asOf, level: node.level, keys: node.keys, month: month,
        horizon: isAhead ? month - facts.asOf : nil, isComplete: !isAhead,
        actual: isAhead ? nil : values.actual(node.leaves, month), forecast: forecast,
        lower80: forecast.map { $0 - width }, upper80: forecast.map { $0 + width }, lower95: nil, upper95: nil,
        forecastPrevious: isAhead && month - facts.asOf < 12 && facts.vintages > 0
          ? values.forecast(node.leaves, month, asOf: facts.asOf - 1) : nil,
        seasonalNaive: nil, priorYear: values.actual(node.leaves, month - 12),
        plan: isWithin ? values.plan(node.leaves, month) : nil,
        planScope: isWithin ? "Reseller" : nil, modelName: isAhead ? "linear_regression" : nil)
    }
  }

  /// The parts, each from its own months.
  private func outlookBridge(_ values: SampleValues, _ kpis: [KPIRow]) -> [OutlookBridgeRow] {
    guard let outlook = kpis.first(where: { $0.level == "total" && $0.comparison == "outlook_prev" }),
      let now = outlook.value, let last = outlook.reference,
      let month = kpis.first(where: { $0.level == "total" && $0.period == "month" && $0.comparison == "ac_fc" }
      ),
      let surprise = month.variance
    else { return [] }
    let zero = Amount(scaled: 0, decimals: 2)
    let ahead = (1..<12).map { facts.asOf + $0 }.filter { $0 <= outlook.periodEnd }
    let revision = ahead.reduce(zero) { sum, month in
      sum + values.forecast(values.all, month, asOf: facts.asOf)
        - values.forecast(values.all, month, asOf: facts.asOf - 1)
    }
    return [
      OutlookBridgeRow(
        asOfMonth: facts.asOf, level: "total", keys: values.total, periodStart: outlook.periodStart,
        periodEnd: outlook.periodEnd, lastOutlook: last, deltaForecast: surprise, revision: revision,
        restatement: zero, outlook: now, unit: "USD")
    ]
  }

  /// Inflow is a tenth of the opening, revaluation nothing, outflow what is left.
  private func stockBridge(_ values: SampleValues) -> [StockBridgeRow] {
    values.nodes().compactMap { node in
      guard let opening = values.actual(node.leaves, facts.asOf - 1),
        let closing = values.actual(node.leaves, facts.asOf)
      else { return nil }
      let inflow = Amount(scaled: opening.scaled / 10, decimals: 2)
      return StockBridgeRow(
        asOfMonth: facts.asOf, level: node.level, keys: node.keys, month: facts.asOf, opening: opening,
        inflow: inflow, outflow: opening + inflow - closing, revaluation: Amount(scaled: 0, decimals: 2),
        closing: closing, unit: "USD")
    }
  }

  /// Twelve months ahead of each vintage.
  private func vintages(_ values: SampleValues) -> [ActualForecastRow] {
    (0...facts.vintages).flatMap { age in
      (1...12).map { horizon in
        let asOf = facts.asOf - age
        let month = asOf + horizon
        let forecast = values.forecast(values.all, month, asOf: asOf)
        let width = Amount(scaled: forecast.scaled * Int64(4 + horizon) / 100, decimals: 2)
        return ActualForecastRow(
          runID: Self.runID(values.domain.name, asOf), asOfMonth: asOf, level: "total", keys: values.total,
          month: month,
          horizon: horizon, isComplete: month <= facts.asOf,
          actual: month <= facts.asOf ? values.actual(values.all, month) : nil, forecast: forecast,
          lower80: forecast - width, upper80: forecast + width, lower95: nil, upper95: nil,
          forecastPrevious: nil,
          seasonalNaive: nil, priorYear: nil, plan: nil, modelName: "linear_regression")
      }
    }
  }
}
