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
}
