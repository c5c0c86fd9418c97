import Domains
import Forecasting
import Foundation
import Packs
import Postgres
import Warehouse

extension Session {
  /// One run at a time works on a schema. Throws `AdvisoryLock.Held`, which says who.
  ///
  /// `isShared` is for the shards of a run, of which many work at a time.
  func lock(isShared: Bool = false) throws -> AdvisoryLock {
    try AdvisoryLock("forecastpack \(configuration.schema)", on: connection, isShared: isShared)
  }

  /// The months for which vintages are made: those that were asked for, else the last that every domain has complete.
  ///
  /// Throws `Failure.usage` for a range the wrong way round, `Failure.data` where no month is complete.
  func asOfMonths(_ options: AsOfOptions) throws -> [Month] {
    if let range = try options.range { return range }
    let last = try configuration.domains.map { configured in
      try PanelReader(connection, schema: configuration.schema, domain: configured.domain).completeMonths().last
    }
    guard let month = last.compactMap(\.self).min(), last.allSatisfy({ $0 != nil }) else {
      throw Failure.data(
        "no month is complete for every domain (\(configuration.schema).ml_train_period says why): name one by --as-of"
      )
    }
    return [month]
  }

  /// Whether every domain has a published run, and the pack stands, for the months. Facts restated since are no news
  /// here: a published vintage is replaced only on purpose.
  func isPublished(_ months: [Month]) throws -> Bool {
    let ledger = RunLedger(connection: connection, schema: configuration.schema)
    return try months.allSatisfy { month in
      let runs = try configuration.domains.map {
        try ledger.current(domain: $0.domain.name, asOf: month)?.runID
      }
      return try !runs.contains(nil) && hasPack(month, of: packMarks(month, runs.compactMap(\.self)))
    }
  }

  /// Computes and publishes each month; the pack of the last one is rendered. Returns the pack's files.
  func vintages(_ months: [Month], datasets: Datasets, supersede: String?) throws -> [URL] {
    try takePlans()
    var changed: [Month] = []
    for month in months
    where try vintage(month, datasets, supersede: supersede, rendersPack: month == months.last) {
      changed.append(month)
    }
    if changed.count < months.count { console.note("\(months.count - changed.count) vintages unchanged") }
    notePacks(after: changed, rendered: months.last)
    deliverTracking()
    return months.last.map(packFiles) ?? []
  }

  /// A vintage that is new changes what later ones say of accuracy and of the forecast before them.
  private func notePacks(after changed: [Month], rendered: Month?) {
    guard let first = changed.min() else { return }
    for month in packsAfter(first - 1) where month != rendered {
      console.note("the pack of \(month) is older than the views now: forecastpack render --as-of \(month)")
    }
  }

  private func vintage(_ month: Month, _ datasets: Datasets, supersede: String?, rendersPack: Bool) throws
    -> Bool
  {
    try console.stage(month.description) {
      let domains = try configuration.domains.map {
        try DomainVintage(self, $0, asOf: month)
      }
      let computed = try domains.filter { try $0.compute(datasets) }
      let outcome = try publish(month, domains, supersede: supersede, rendersPack: rendersPack)
      track(month, domains)
      let words = computed.map { "\($0.run.domain) \($0.run.runID.prefix(8))" }.joined(separator: ", ")
      let changed = !computed.isEmpty || outcome == .published
      return (changed, changed ? (computed.isEmpty ? "published" : words) : "unchanged")
    }
  }

  var publisher: Publisher {
    Publisher(
      connection: connection, schema: configuration.schema, monitoring: configuration.monitoring.rules,
      archiveMonths: configuration.archiveMonths)
  }

  /// Publishes the runs of a month, all domains at once, with the pack rendered before the commit; without a pack where
  /// a domain is neither among them nor published.
  @discardableResult
  func publish(_ month: Month, _ domains: [DomainVintage], supersede: String?, rendersPack: Bool) throws
    -> Publisher.Outcome
  {
    let missing = try configuration.domains.map(\.domain.name).filter { name in
      let ledger = RunLedger(connection: connection, schema: configuration.schema)
      return try !domains.contains { $0.run.domain == name } && ledger.current(domain: name, asOf: month) == nil
    }
    if !missing.isEmpty {
      console.note("no pack: \(missing.joined(separator: ", ")) has no published run as of \(month)")
    }
    let rendersPack = rendersPack && missing.isEmpty
    var staged: SealedPack?
    let outcome: Publisher.Outcome
    do {
      outcome = try publisher.publish(
        asOf: month, domains.map(\.vintageRun), supersede: supersede, now: clock.epoch
      ) {
        if rendersPack {
          let pack = try stagePack(month)
          staged = pack
          try record(pack)
        }
      }
    } catch {
      staged?.discard()
      throw error
    }
    // A run that was killed between its commit and this rename left no pack: the next one makes it.
    if staged == nil, rendersPack, try !hasPack(month, of: packMarks(month, domains.map(\.run.runID))) {
      let pack = try connection.transaction(.repeatableRead) { try stagePack(month) }
      staged = pack
      try record(pack)
    }
    try staged.map(place)
    if rendersPack { try share(month) }
    return outcome
  }
}
