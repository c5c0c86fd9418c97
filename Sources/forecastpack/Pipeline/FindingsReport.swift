import Domains

/// Findings for a reader at the terminal.
struct FindingsReport {
  let findings: [Finding]

  init(_ findings: [Finding]) { self.findings = findings }

  /// `2 stop, 3 warning, 14 info`.
  var summary: String {
    let counts = Finding.Severity.allCases.reversed().compactMap { severity in
      let count = findings.count { $0.severity == severity }
      return count == 0 ? nil : "\(count) \(severity.rawValue)"
    }
    return counts.isEmpty ? "nothing found" : counts.joined(separator: ", ")
  }

  /// One finding a line: severity, domain, code, series, month, how many, what.
  var text: String {
    findings.map { finding in
      let place = [finding.series?.values.joined(separator: " / "), finding.month?.description].compactMap(
        \.self)
      return
        ([finding.severity.rawValue, finding.domain, finding.code] + place
        + ["\(finding.count) x", finding.message])
        .joined(separator: "  ")
    }.joined(separator: "\n")
  }

  /// The same for programs; sorted keys, one array.
  var json: [JSONFinding] { findings.map(JSONFinding.init) }

  struct JSONFinding: Encodable {
    let severity: String
    let domain: String
    let code: String
    let series: [String]?
    let month: String?
    let count: Int
    let message: String

    init(_ finding: Finding) {
      severity = finding.severity.rawValue
      domain = finding.domain
      code = finding.code
      series = finding.series?.values
      month = finding.month?.firstDay
      count = finding.count
      message = finding.message
    }
  }
}
