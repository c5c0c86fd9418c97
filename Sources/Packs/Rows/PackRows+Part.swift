import Domains

extension PackRows {
  /// The rows of `part` as if it were the whole: its node is the total, levels without its key are left out. Checks of the
  /// database, findings without a series and tables of the workbook go, since they are about everything; so does a domain
  /// that has no such part.
  public func showing(only part: PackPart) -> PackRows {
    let parts = domains.compactMap { $0.showing(only: part) }
    var rows = showing(only: parts.map(\.domain.name))
    rows.domains = parts
    rows.checks = []
    rows.tables = []
    rows.findings.removeAll { finding in
      guard let keys = finding.series, let place = position(part, finding.domain) else { return true }
      return keys.values[place] != part.value
    }
    rows.comments = rows.comments.compactMap { comment in
      guard let place = position(part, comment.domain), comment.keys.values[place] == part.value,
        let domain = domains.first(where: { $0.domain.name == comment.domain })?.domain
      else { return nil }
      guard comment.level == part.level(of: domain) else { return comment }
      return AnalystComment(
        domain: comment.domain, level: Domain.Level.total,
        keys: SeriesKey(domain.keys.map { _ in Domain.Level.all }),
        period: comment.period, comparison: comment.comparison, about: comment.about, author: comment.author,
        text: comment.text)
    }
    return rows
  }

  private func position(_ part: PackPart, _ name: String) -> Int? {
    domains.first { $0.domain.name == name }?.domain.keys.firstIndex(of: part.key)
  }
}

extension DomainRows {
  /// Nil where the domain has no node of this value at a level of its own.
  fileprivate func showing(only part: PackPart) -> DomainRows? {
    guard let place = domain.keys.firstIndex(of: part.key), let top = part.level(of: domain),
      kpis.contains(where: { $0.level == top && $0.keys.values[place] == part.value })
    else { return nil }
    let kept = Set(domain.levels.filter { $0.keys.contains(part.key) }.map(\.name) + [Domain.Level.leaf])
    let total = SeriesKey(domain.keys.map { _ in Domain.Level.all })
    /// The rows of the part, those of its node as the total's.
    func narrowed<Row>(
      _ rows: [Row], _ level: WritableKeyPath<Row, String>, _ keys: WritableKeyPath<Row, SeriesKey>
    ) -> [Row] {
      rows.compactMap { row in
        guard kept.contains(row[keyPath: level]), row[keyPath: keys].values[place] == part.value else {
          return nil
        }
        guard row[keyPath: level] == top else { return row }
        var row = row
        row[keyPath: level] = Domain.Level.total
        row[keyPath: keys] = total
        return row
      }
    }
    var rows = self
    rows.domain = Domain(
      name: domain.name, label: "\(domain.label) \(part.value)", dataset: domain.dataset, keys: domain.keys,
      unit: domain.unit, decimals: domain.decimals, kind: domain.kind, preference: domain.preference,
      levels: [Domain.Level(name: Domain.Level.total, keys: [])]
        + domain.levels.filter { kept.contains($0.name) && $0.name != top })
    rows.kpis = narrowed(kpis, \.level, \.keys)
    rows.trend = narrowed(trend, \.level, \.keys)
    rows.vintages = narrowed(vintages, \.level, \.keys)
    rows.outlookBridge = narrowed(outlookBridge, \.level, \.keys)
    rows.stockBridge = narrowed(stockBridge, \.level, \.keys)
    rows.priceVolume = narrowed(priceVolume, \.level, \.keys)
    rows.productVariances = productVariances.filter { $0.keys.values[place] == part.value }
    rows.accuracy = narrowed(accuracy, \.level, \.keys)
    rows.valueAdded = narrowed(valueAdded, \.level, \.keys)
    rows.adjustments = adjustments.filter { $0.keys.values[place] == part.value }
    rows.predictions = predictions.filter { $0.keys.values[place] == part.value }
    return rows
  }
}
