import Forecasting

/// A table or view of the database as a reader may take it whole: its columns by name and what they mean.
public struct Relation: Hashable, Sendable {
  /// Without schema: `ml_pred_sales_1m`.
  public var name: String
  /// What a row is, as the database's comment says it; empty without one.
  public var meaning: String
  /// In the database's order.
  public var columns: [Column]

  public init(name: String, meaning: String, columns: [Column]) {
    self.name = name
    self.meaning = meaning
    self.columns = columns
  }

  public struct Column: Hashable, Sendable {
    public var name: String
    public var kind: Kind
    /// As the database prints it: `numeric(18,2)`.
    public var type: String
    /// As the database's comment says it; empty without one.
    public var meaning: String

    public init(name: String, kind: Kind, type: String, meaning: String = "") {
      self.name = name
      self.kind = kind
      self.type = type
      self.meaning = meaning
    }
  }

  /// What a field of the column is to a reader. A `bigint` is text: spreadsheets keep 15 digits of a number.
  public enum Kind: String, Hashable, Sendable, CaseIterable { case text, date, number, integer, flag }

  /// One value of one row.
  public enum Field: Hashable, Sendable {
    case null
    case text(String)
    /// Days since 2000-01-01.
    case day(Int32)
    case number(Amount)
    case integer(Int)
    case flag(Bool)
  }

  /// Which months of a date column are taken.
  public enum Months: Hashable, Sendable {
    case all
    case upTo(Month, column: String)
    case only(Month, column: String)

    /// The date column; nil for every month.
    public var column: String? {
      switch self {
      case .all: nil
      case .upTo(_, let column), .only(_, let column): column
      }
    }
  }

  /// What a whole relation adds up to, counted by the database apart from the rows.
  public struct Control: Hashable, Sendable {
    public var rows: Int
    /// The sum of each number column that has one, by name, in the columns' order.
    public var sums: [Sum]

    public init(rows: Int, sums: [Sum]) {
      self.rows = rows
      self.sums = sums
    }
  }

  public struct Sum: Hashable, Sendable {
    public var column: String
    public var amount: Amount

    public init(column: String, amount: Amount) {
      self.column = column
      self.amount = amount
    }
  }
}
