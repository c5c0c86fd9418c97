/// What loading did, a line a table in the order of the manifest.
public struct FactsReport: Hashable, Sendable {
  public let tables: [Table]

  public struct Table: Hashable, Sendable {
    /// Unqualified name.
    public let name: String
    public let file: String
    /// Rows in the table, whether loaded now or before.
    public let rows: Int
    public let outcome: Outcome
  }

  public enum Outcome: String, Hashable, Sendable, CaseIterable {
    case loaded
    /// The file and the table are those of the last load: nothing was written.
    case unchanged
    /// The file is that of the last load but the table no longer held it: loaded again.
    case restored
  }

  /// Whether nothing was written.
  public var isUnchanged: Bool { tables.allSatisfy { $0.outcome == .unchanged } }
}
