import Domains
import Forecasting

/// Everything that a pack is made of: rows of the views as they are, nothing derived.
public struct PackRows: Hashable, Sendable {
  public var asOf: Month
  /// In the order of the configuration.
  public var domains: [DomainRows]
  public var findings: [Finding]
  /// Every control of the database; the pack adds its own.
  public var checks: [CheckRow]
  /// What a reader needs to find the run again: dataset and dbt digests, engine version, …; never a host, a user
  /// or a path.
  public var provenance: [Provenance]
  /// What the configuration says that changes a number or its meaning, in its order.
  public var assumptions: [Assumption]
  /// The Excel Tables of the workbook, without their rows.
  public var tables: [DataTable]
  /// As they were written, in that order.
  public var comments: [AnalystComment]

  public init(
    asOf: Month, domains: [DomainRows], findings: [Finding], checks: [CheckRow], provenance: [Provenance],
    assumptions: [Assumption], tables: [DataTable], comments: [AnalystComment] = []
  ) {
    self.asOf = asOf
    self.domains = domains
    self.findings = findings
    self.checks = checks
    self.provenance = provenance
    self.assumptions = assumptions
    self.tables = tables
    self.comments = comments
  }
}
