import Domains
import Forecasting

/// Words for what the database has codes for.
extension Language {
  /// When a forecast was made, of the views' `origin`; a code that is unknown stays as it is.
  func origin(_ code: String) -> String {
    switch code {
    case "live": text(.originLive)
    case "backfilled": text(.originBackfilled)
    case "backtest": text(.originBacktest)
    default: code
    }
  }

  /// What a check of the database compares, and with what; a user's own in the words that it has there.
  func words(_ check: CheckRow, asOf: Month) -> DatabaseWords.Check {
    guard let code = check.code, let words = database.checks[code] else {
      return DatabaseWords.Check(name: check.name, expected: check.expectedSource, actual: check.actualSource)
    }
    let values = [
      "domain": check.domain, "level": check.level ?? "", "month": name(asOf),
      "comparison": check.comparison.map { database.comparisons[$0] ?? $0 } ?? "",
      "period": check.period.map { database.periods[$0] ?? $0 } ?? "",
    ]
    var filled = words.filled(values)
    filled.name = "\(check.domain): \(filled.name)"
    return filled
  }

  /// What a finding is, where the language says it, and the message that the dataset has for it.
  func text(_ finding: Finding) -> String {
    database.findings[finding.code].map { "\($0): \(finding.message)" } ?? finding.message
  }

  /// `month ac py`.
  func comparison(_ period: String, _ comparison: String) -> String {
    let words = [database.periods[period] ?? period, database.comparisons[comparison] ?? comparison]
    return words.joined(separator: " ").replacing("_", with: " ")
  }

  /// What a row of a relation of the workbook is.
  func meaning(_ table: DataTable) -> String {
    var name = table.relation.name
    if let domain = table.domain { name = name.replacing("_\(domain)", with: "") }
    // The forecasts of one horizon are those of all of them.
    if let horizon = name.firstMatch(of: /_[0-9]+m$/) { name.removeSubrange(horizon.range) }
    return database.relations[name] ?? table.relation.meaning
  }

  /// What a column means, whose name means the same in every relation; `keys` are those of the domains.
  func meaning(_ column: Relation.Column, keys: Set<String>) -> String {
    database.columns[keys.contains(column.name) ? DatabaseWords.key : column.name] ?? column.meaning
  }

  func verdict(_ passed: Bool) -> String { text(passed ? .pass : .fail) }
}

extension Finding.Severity {
  var message: Message {
    switch self {
    case .info: .severityInfo
    case .warning: .severityWarning
    case .stop: .severityStop
    }
  }
}
