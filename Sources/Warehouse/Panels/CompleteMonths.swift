import Domains
import Forecasting
import Postgres

/// Which months of a domain are complete: all its sources have delivered the whole of them.
struct CompleteMonths {
  private let first: Month
  /// From `first` on, a month each: rows ask by the million.
  private let flags: [Bool]
  /// What is said about months that are not.
  private let reasons: [Month: String]

  /// Reads `ml_train_period`.
  init(_ domain: Domain, schema: String, _ connection: Connection) throws {
    let table = "\(schema).ml_train_period"
    let quoted = Connection.quoteIdentifier(schema) + ".ml_train_period"
    let types = try DatasetColumns.types(of: quoted, named: table, connection)
    let wanted: [(String, ColumnType, String)] = [
      ("domain", .text, "text"), ("source", .text, "text"), ("month", .date, "date"),
      ("is_complete", .boolean, "boolean"), ("reason", .text, "text"),
    ]
    for (column, type, name) in wanted {
      guard let found = types[column] else {
        throw DatasetError(.missingColumn, "the table has no such column", table: table, column: column)
      }
      guard found.oid == type.rawValue else {
        throw DatasetError(
          .wrongType, "the column is \(found.name) and must be \(name)", table: table, column: column)
      }
    }
    let rows = try connection.query(
      """
      select month, bool_and(coalesce(is_complete, false)) as is_complete,
        string_agg(source || ': ' || reason, '; ' order by source collate "C") filter (where not is_complete) as reason
      from \(quoted) where domain = $1 group by month order by month
      """, [domain.name])
    var months: Set<Month> = []
    var reasons: [Month: String] = [:]
    for row in rows {
      guard let text = row["month"], let month = Month(text) else {
        throw DatasetError(
          .notFirstDay, "\(row["month"] ?? "null") is not the first day of a month", table: table,
          column: "month")
      }
      if row["is_complete"] == "t" {
        months.insert(month)
      } else {
        reasons[month] = row["reason"] ?? "no reason given"
      }
    }
    self.reasons = reasons
    guard let first = months.min(), let last = months.max() else {
      (self.first, flags) = (Month(index: 0), [])
      return
    }
    self.first = first
    flags = (0...(last - first)).map { months.contains(first + $0) }
  }

  func contains(_ month: Month) -> Bool {
    let position = month - first
    return position >= 0 && position < flags.count && flags[position]
  }

  func reason(_ month: Month) -> String { reasons[month] ?? "ml_train_period does not list it as complete" }

  /// Ascending.
  var all: [Month] { flags.indices.filter { flags[$0] }.map { first + $0 } }
}
