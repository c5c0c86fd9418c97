import Domains

extension PackDefinition {
  /// The definition without what shows other domains than `names`: for readers who get a part.
  ///
  /// Throws `PackError` (`definition`) where the executive page would show nothing.
  public func showing(only names: [String]) throws(PackError) -> PackDefinition {
    var part = self
    part.executive.rows.removeAll { row in
      switch row.measure {
      case .node(let domain, _, _): !names.contains(domain)
      case .ratio(let numerator, let denominator, _): !names.contains(numerator) || !names.contains(denominator)
      }
    }
    guard let first = names.first, !part.executive.rows.isEmpty else {
      throw PackError(.definition, "the executive page has no row of \(names.joined(separator: ", "))")
    }
    part.executive.charts.removeAll { !names.contains($0) }
    if let bridge = executive.bridge, !names.contains(bridge) { part.executive.bridge = nil }
    if let plan = executive.plan, !names.contains(plan) { part.executive.plan = nil }
    if !names.contains(executive.trust) { part.executive.trust = first }
    if !names.contains(executive.variance.domain ?? first) {
      part.executive.variance.domain = first
      part.executive.variance.levels = [Domain.Level.total]
    }
    part.domains.removeAll { !names.contains($0.domain) }
    part.variance.removeAll { tree in tree.domain.map { !names.contains($0) } ?? false }
    return part
  }

  /// The definition without what asks for levels that `part` does not have, of domains that have it.
  ///
  /// Throws `PackError` (`definition`) where the executive page would show nothing.
  public func showing(only part: PackPart, of domains: [Domain]) throws(PackError) -> PackDefinition {
    let parts = domains.filter { part.level(of: $0) != nil }
    var definition = try showing(only: parts.map(\.name))
    func has(_ level: String, _ name: String?) -> Bool {
      guard let domain = parts.first(where: { $0.name == name }) else { return false }
      let keys = level == Domain.Level.leaf ? domain.keys : domain.levels.first { $0.name == level }?.keys
      guard let keys, level != Domain.Level.total else { return level == Domain.Level.total }
      return keys.contains(part.key) && level != part.level(of: domain)
    }
    definition.executive.rows.removeAll { row in
      if case .node(let domain, let level, _) = row.measure { !has(level, domain) } else { false }
    }
    definition.executive.variance.levels.removeAll { !has($0, definition.executive.variance.domain) }
    for index in definition.domains.indices {
      let name = definition.domains[index].domain
      definition.domains[index].structure.removeAll { !has($0, name) }
      if let level = definition.domains[index].multiples, !has(level, name) {
        definition.domains[index].multiples = nil
      }
      if let level = definition.domains[index].yearBridge, !has(level, name) {
        definition.domains[index].yearBridge = nil
      }
      // The part's own level is its total.
      definition.domains[index].priceVolume?.levels.removeAll { !has($0, name) }
      definition.domains[index].variance.removeAll { table in !table.levels.allSatisfy { has($0, name) } }
    }
    for index in definition.variance.indices {
      let name = definition.variance[index].domain
      definition.variance[index].levels.removeAll { !has($0, name) }
    }
    definition.variance.removeAll { $0.levels.count < 2 }
    return definition
  }
}
