import Domains
import Forecasting

/// Everything that any renderer shows, computed once from the rows: renderers only lay out.
public struct PackContent: Hashable, Sendable {
  public var asOf: Month
  public var title: String
  public var organisation: String
  public var language: Language
  public var numbers: NumberStyle
  /// `sales, gross profit, inventory, USD k`.
  public var measures: String
  /// `Nov 2013: AC, FC (Oct 2013 vintage), PY`.
  public var scenarios: String
  public var approval: Approval
  /// Two lines by rule: what moved most.
  public var messages: [Sentence]
  /// Of the analysts; empty where nobody has commented.
  public var comments: [Comment]
  public var executive: ExecutivePage
  public var domains: [DomainPage]
  public var variance: VariancePage
  public var findings: FindingsPage
  public var method: MethodPage
  public var checks: [CheckRow]
  public var checksTable: Table
  public var provenance: [Provenance]
  public var glossary: [GlossaryEntry]
  /// What the numbers rest on: rules, models, parameters, scopes.
  public var assumptions: Table
  /// Relations of the database that the workbook holds whole.
  public var data: [DataTable]
  /// The first month of the fiscal year of the as-of month.
  public var yearStart: Month

  public var checksPassed: Int { checks.count { $0.passed } }
  /// A pack whose checks did not all pass must be neither published nor sent.
  public var isSound: Bool { checksPassed == checks.count }

  /// DRAFT until somebody has approved every run.
  public enum Approval: Hashable, Sendable {
    case draft
    case approved(by: String, at: String)
  }

  public struct Comment: Hashable, Sendable {
    public var author: String
    public var text: String
    public var domain: String
    /// `Sales, Germany, month ac py`.
    public var subject: String
    public var state: State

    /// Whether the number is the one that the comment was written about.
    public enum State: Hashable, Sendable {
      case current
      case changed(was: Amount, now: Amount)
      /// There is no such comparison, or it has no variance any more.
      case gone
    }
  }
}
