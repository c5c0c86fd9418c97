extension PackRows {
  /// The rows without what is about other domains than `names`: for readers who get a part. Tables of the whole pack go
  /// as well, since they hold rows of every domain.
  public func showing(only names: [String]) -> PackRows {
    var part = self
    let others = domains.map(\.domain).filter { !names.contains($0.name) }
    part.domains.removeAll { !names.contains($0.domain.name) }
    part.findings.removeAll { !names.contains($0.domain) }
    part.checks.removeAll { !names.contains($0.domain) }
    part.comments.removeAll { !names.contains($0.domain) }
    part.tables.removeAll { table in table.domain.map { !names.contains($0) } ?? true }
    part.assumptions.removeAll { rule in others.contains { $0.label == rule.domain } }
    part.provenance.removeAll { entry in others.contains { entry.subject.domain == $0.name } }
    return part
  }
}
