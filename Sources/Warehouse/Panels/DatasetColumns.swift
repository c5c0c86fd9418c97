import Domains
import Postgres

/// The columns of a dataset table, checked against what its domain says.
struct DatasetColumns {
  /// `ml.ml_train_sales_monthly`, for messages.
  let table: String
  /// The same, quoted for SQL.
  let quotedTable: String
  let keys: [String]
  /// The value first, then every other number column by name: units, source rows, the parts of a bridge.
  let measures: [Measure]

  struct Measure {
    let name: String
    let type: ColumnType
  }

  init(_ domain: Domain, schema: String, _ connection: Connection) throws {
    let table = "\(schema).\(domain.dataset)"
    quotedTable = Connection.quoteIdentifier(schema) + "." + Connection.quoteIdentifier(domain.dataset)
    self.table = table
    keys = domain.keys
    let types = try Self.types(of: quotedTable, named: table, connection)
    func require(_ column: String, _ allowed: [ColumnType], _ wanted: String) throws(DatasetError) -> ColumnType
    {
      guard let (oid, name) = types[column] else {
        throw DatasetError(
          .missingColumn, "the table has no such column, which domain \(domain.name) needs", table: table,
          column: column)
      }
      guard let type = ColumnType(rawValue: oid), allowed.contains(type) else {
        throw DatasetError(
          .wrongType, "the column is \(name) and must be \(wanted)", table: table, column: column)
      }
      return type
    }
    _ = try require("month", [.date], "date")
    for key in domain.keys { _ = try require(key, [.text, .varchar], "text") }
    let value = try require(domain.name, Self.numbers, "numeric(18, \(domain.decimals))")
    let others = types.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }.compactMap {
      name, type -> Measure? in
      guard name != domain.name, !domain.keys.contains(name), let type = ColumnType(rawValue: type.oid),
        Self.numbers.contains(type)
      else { return nil }
      return Measure(name: name, type: type)
    }
    measures = [Measure(name: domain.name, type: value)] + others
  }

  private static let numbers: [ColumnType] = [.numeric, .integer, .bigint, .smallint]

  /// What the query gives, in its order.
  var types: [ColumnType] { [.date] + keys.map { _ in .text } + measures.map(\.type) }

  /// Rows before `day`, and those without a day at all (NULL, infinity), which are an error.
  func query(before day: String) -> String {
    let keyColumns = keys.map { Connection.quoteIdentifier($0) + "::text" }
    let columns = ["month"] + keyColumns + measures.map { Connection.quoteIdentifier($0.name) }
    return "select \(columns.joined(separator: ", ")) from \(quotedTable)"
      + " where month < \(Connection.quoteLiteral(day)) or month is null or not isfinite(month)"
  }

  /// Type and its name by column; empty never: a missing table is an error.
  static func types(
    of quotedTable: String, named table: String, _ connection: Connection
  ) throws -> [String: (oid: UInt32, name: String)] {
    let rows = try connection.query(
      """
      select attname, atttypid::bigint as oid, format_type(atttypid, atttypmod) as type
      from pg_attribute where attrelid = to_regclass($1) and attnum > 0 and not attisdropped
      """, [quotedTable])
    guard !rows.isEmpty else {
      throw DatasetError(
        .missingTable, "there is no such table; build the datasets first (forecastpack build)", table: table)
    }
    return Dictionary(
      uniqueKeysWithValues: rows.map { row in
        (row["attname"] ?? "", (UInt32(row["oid"] ?? "") ?? 0, row["type"] ?? ""))
      })
  }
}
