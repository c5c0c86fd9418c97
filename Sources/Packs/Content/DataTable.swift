import Domains

/// A relation of the database as an Excel Table of the workbook: what it is, not its rows, which are read while the
/// workbook is written.
public struct DataTable: Hashable, Sendable {
  /// `PredSales1m`.
  public var name: String
  /// The domain that it is about; nil for a relation of the whole pack.
  public var domain: String?
  public var relation: Relation
  public var months: Relation.Months
  /// What the database says that the rows add up to.
  public var control: Relation.Control

  public init(
    name: String, domain: String?, relation: Relation, months: Relation.Months, control: Relation.Control
  ) {
    self.name = name
    self.domain = domain
    self.relation = relation
    self.months = months
    self.control = control
  }

  /// `gross_margin` to `GrossMargin`.
  static func camelCase(_ name: String) -> String {
    name.split(separator: "_").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
  }
}

/// Where the rows of the data sheets come from; they are never all in memory.
public protocol DataRowReader {
  /// Hands over each row of the table in a fixed order, its fields in the order of the relation's columns.
  func read(_ table: DataTable, _ body: ([Relation.Field]) throws -> Void) throws
}
