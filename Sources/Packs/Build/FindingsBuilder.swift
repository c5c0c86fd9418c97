import Domains

/// Tables of what is not as it should be in the data.
struct FindingsBuilder {
  let context: BuildContext

  func page() -> FindingsPage {
    let title = Title(
      who: context.definition.organisation, what: context.language.text(.findingsTitle),
      when: context.language.text(.datasetsAsOf, ["month": context.language.name(context.asOf)]))
    return FindingsPage(summary: summary(title), all: all(title))
  }

  private var sorted: [Finding] {
    context.rows.findings.sorted { left, right in
      let keys = (rank(left), left.domain, left.code) != (rank(right), right.domain, right.code)
      if keys { return (rank(left), left.domain, left.code) < (rank(right), right.domain, right.code) }
      if left.series != right.series {
        guard let first = left.series, let second = right.series else { return left.series == nil }
        return first < second
      }
      if left.month != right.month { return (left.month?.index ?? 0) < (right.month?.index ?? 0) }
      return left.message < right.message
    }
  }

  /// The worst first.
  private func rank(_ finding: Finding) -> Int {
    switch finding.severity {
    case .stop: 0
    case .warning: 1
    case .info: 2
    }
  }

  private func summary(_ title: Title) -> Table {
    var rows: [Table.Row] = []
    var groups: [(first: Finding, findings: Int, count: Int)] = []
    for finding in sorted {
      if let last = groups.last?.first, last.severity == finding.severity, last.domain == finding.domain,
        last.code == finding.code
      {
        groups[groups.count - 1].findings += 1
        groups[groups.count - 1].count += finding.count
      } else {
        groups.append((finding, 1, finding.count))
      }
    }
    for group in groups {
      var row = Table.Row([
        .text(context.language.text(group.first.severity.message)), .text(group.first.domain),
        .text(group.first.code),
        .count(group.findings), .count(group.count), .text(context.language.text(group.first)),
      ])
      row.source = Source("data_quality", nil, asOf: context.asOf)
        .and("severity", group.first.severity.rawValue)
        .and("domain", group.first.domain).and("code", group.first.code)
      rows.append(row)
    }
    let columns = [
      Table.Column("severity", context.language.text(.severity), .text),
      Table.Column("domain", context.language.text(.domain), .text),
      Table.Column("code", context.language.text(.code), .text),
      Table.Column("findings", context.language.text(.findings), reading: Reading("count(*)")),
      Table.Column("count", context.language.text(.findingCount), reading: Reading("sum(count)")),
      Table.Column("example", context.language.text(.example), .text),
    ]
    return Table(id: "findings-summary", title: title, columns: columns, rows: rows)
  }

  private func all(_ title: Title) -> Table {
    let columns = [
      Table.Column("severity", context.language.text(.severity), .text),
      Table.Column("domain", context.language.text(.domain), .text),
      Table.Column("code", context.language.text(.code), .text),
      Table.Column("series", context.language.text(.series), .text),
      Table.Column("month", context.language.text(.month), .text),
      Table.Column("count", context.language.text(.findingCount), reading: Reading("count")),
      Table.Column("message", context.language.text(.message), .text),
    ]
    let rows = sorted.map { finding in
      var row = Table.Row([
        .text(context.language.text(finding.severity.message)), .text(finding.domain), .text(finding.code),
        finding.series.map { .text($0.values.joined(separator: " / ")) } ?? .blank,
        finding.month.map { .month($0) } ?? .blank, .count(finding.count),
        .text(context.language.text(finding)),
      ])
      row.source = source(finding)
      return row
    }
    return Table(id: "findings", title: title, columns: columns, rows: rows)
  }

  private func source(_ finding: Finding) -> Source {
    let named = Source("data_quality", nil, asOf: context.asOf)
      .and("domain", finding.domain).and("code", finding.code).and("message", finding.message)
    let dated = finding.month.map { named.and("month", $0) } ?? named.and(.other("month is null"))
    guard let series = finding.series else { return dated }
    return dated.and(.other("keys = array[\(SQL(series.values.map { "\($0)" }, separator: ", "))]"))
  }
}
