/// Rows of one relation as they went into a pack, as PostgreSQL writes them.
public struct PackTable: Hashable, Sendable {
  /// `kpi_monthly_sales`.
  public let relation: String
  /// The columns that say which row it is.
  public let keys: [String]
  public let columns: [String]
  /// One field a column, nil for NULL; sorted by `keys`.
  public let rows: [[String?]]

  public init(relation: String, keys: [String], columns: [String], rows: [[String?]]) {
    self.relation = relation
    self.keys = keys
    self.columns = columns
    self.rows = rows
  }
}
