import Domains

/// What a finding does, by its code, where that is not what the gate itself says.
public struct GatePolicy: Hashable, Sendable {
  private let severities: [String: Finding.Severity]

  public init(_ severities: [String: Finding.Severity] = [:]) { self.severities = severities }

  func severity(of code: String, default severity: Finding.Severity) -> Finding.Severity {
    severities[code] ?? severity
  }
}
