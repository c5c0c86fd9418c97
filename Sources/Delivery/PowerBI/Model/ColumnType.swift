/// The type of a column: in the database, in Power Query, in the model.
public enum ColumnType: String, Hashable, Sendable {
  case text, date, integer, flag
  /// A timestamp, in UTC in the model.
  case time
  /// A decimal that a fixed decimal number holds exactly: at most four decimals.
  case amount
  /// Any other decimal, as a double.
  case number

  /// What PostgreSQL's information schema calls it.
  public var postgres: Set<String> {
    switch self {
    case .text: ["text"]
    case .date: ["date"]
    case .integer: ["integer", "smallint", "bigint"]
    case .flag: ["boolean"]
    case .time: ["timestamp with time zone"]
    case .amount, .number: ["numeric"]
    }
  }

  /// TMDL's `dataType`.
  var model: String {
    switch self {
    case .text: "string"
    case .date, .time: "dateTime"
    case .integer: "int64"
    case .flag: "boolean"
    case .amount: "decimal"
    case .number: "double"
    }
  }

  /// The type in Power Query.
  var powerQuery: String {
    switch self {
    case .text: "type text"
    case .date: "type date"
    case .time: "type datetime"
    case .integer: "Int64.Type"
    case .flag: "type logical"
    case .amount: "Currency.Type"
    case .number: "type number"
    }
  }

  var format: String? {
    switch self {
    case .text, .flag: nil
    case .date: "yyyy-mm-dd"
    case .time: "yyyy-mm-dd hh:nn:ss"
    case .integer: "0"
    case .amount, .number: "#,0.00"
    }
  }
}
