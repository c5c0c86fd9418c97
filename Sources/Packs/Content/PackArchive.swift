import Domains
import Forecasting

/// The packs that lie in a folder, for the page that leads to them.
public struct PackArchive: Hashable, Sendable {
  public var title: String
  public var organisation: String
  /// Newest first.
  public var entries: [Entry]

  public init(title: String, organisation: String, entries: [Entry]) {
    self.title = title
    self.organisation = organisation
    self.entries = entries
  }

  /// One pack.
  public struct Entry: Hashable, Sendable {
    public var asOf: Month
    /// Nil for a draft.
    public var approvedBy: String?
    public var approvedAt: String?
    /// One a domain.
    public var headlines: [Headline]

    public init(asOf: Month, approvedBy: String?, approvedAt: String?, headlines: [Headline]) {
      self.asOf = asOf
      self.approvedBy = approvedBy
      self.approvedAt = approvedAt
      self.headlines = headlines
    }
  }

  /// A domain's total in the pack's month; nil where a number is not defined.
  public struct Headline: Hashable, Sendable {
    public var label: String
    public var unit: String
    public var actual: Amount?
    public var priorYear: Amount?
    /// The year's outlook, or the next month end of a stock.
    public var outlook: Amount?
    /// The outlook less that of the month before.
    public var revision: Amount?

    public init(
      label: String, unit: String, actual: Amount?, priorYear: Amount?, outlook: Amount?, revision: Amount?
    ) {
      self.label = label
      self.unit = unit
      self.actual = actual
      self.priorYear = priorYear
      self.outlook = outlook
      self.revision = revision
    }
  }
}
