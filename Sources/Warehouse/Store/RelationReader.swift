import Domains
import Forecasting
import Postgres

/// Reads tables and views as they are, column by column as the database names them, a row at a time.
///
/// Of a relation with a `run_id` only the rows of current runs are seen.
public struct RelationReader {
  private let connection: Connection
  private let schema: String

  /// - Parameter schema: as configured, not quoted.
  public init(connection: Connection, schema: String) {
    self.connection = connection
    self.schema = schema
  }

  /// The columns and comments of a relation; nil where there is none of that name.
  public func relation(_ name: String) throws -> Relation? {
    let columns = try connection.query(
      """
      select attribute.attname as name, format_type(attribute.atttypid, attribute.atttypmod) as type,
        coalesce(col_description(attribute.attrelid, attribute.attnum), '') as meaning,
        coalesce(
          obj_description(relation.oid, 'pg_class'),
          -- A partition is described by its parent.
          (select obj_description(inhparent, 'pg_class') from pg_inherits where inhrelid = relation.oid), '') as about
      from pg_attribute attribute
      join pg_class relation on relation.oid = attribute.attrelid
      join pg_namespace space on space.oid = relation.relnamespace
      where space.nspname = $1 and relation.relname = $2 and relation.relkind in ('r', 'p', 'v', 'm')
        and attribute.attnum > 0 and not attribute.attisdropped
      order by attribute.attnum
      """, [schema, name])
    guard let first = columns.first else { return nil }
    return Relation(
      name: name, meaning: first["about"] ?? "",
      columns: try columns.map { row in
        let (column, type) = (row["name"] ?? "", row["type"] ?? "")
        guard let kind = Self.kind(type) else {
          throw StoreError.unreadable(relation: name, column: column, value: "the type \(type)")
        }
        return Relation.Column(name: column, kind: kind, type: type, meaning: row["meaning"] ?? "")
      })
  }

  /// Counts and adds up without reading the rows.
  public func control(_ relation: Relation, _ months: Relation.Months) throws -> Relation.Control {
    let numbers = relation.columns.filter { $0.kind == .number }
    let sums = numbers.map { "sum(\(Connection.quoteIdentifier($0.name)))" }
    let row = try connection.query(
      "select \((["count(*)"] + sums).joined(separator: ", ")) \(from(relation, months))"
    )
    .first
    guard let row, let count = row[0].flatMap({ Int($0) }) else {
      throw StoreError.unreadable(relation: relation.name, column: "count", value: "nothing")
    }
    var result = Relation.Control(rows: count, sums: [])
    for (position, column) in numbers.enumerated() {
      guard let text = row[position + 1] else { continue }
      guard let amount = Self.amount(text) else {
        throw StoreError.unreadable(relation: relation.name, column: column.name, value: text)
      }
      result.sums.append(Relation.Sum(column: column.name, amount: amount))
    }
    return result
  }

  /// Hands over each row, by dates, then texts (by their bytes), then whole numbers, in the columns' order.
  public func read(
    _ relation: Relation, _ months: Relation.Months, _ body: ([Relation.Field]) throws -> Void
  ) throws {
    let selected = relation.columns.map(Self.selected)
    var order: [String] = []
    for kind in [Relation.Kind.date, .text, .integer] {
      order += relation.columns.filter { $0.kind == kind }.map(Self.sorted)
    }
    var fields: [Relation.Field] = []
    fields.reserveCapacity(selected.count)
    try connection.copyOut(
      "select \(selected.joined(separator: ", ")) \(from(relation, months)) order by \(order.joined(separator: ", "))",
      columns: relation.columns.map { Self.types[$0.kind] ?? .text }
    ) { row in
      fields.removeAll(keepingCapacity: true)
      for column in relation.columns { fields.append(try field(&row, column, relation.name)) }
      try body(fields)
    }
  }

  private func field(_ row: inout CopyRow, _ column: Relation.Column, _ relation: String) throws
    -> Relation.Field
  {
    switch column.kind {
    case .text: return try row.text().map { .text($0) } ?? .null
    case .date: return try row.daysSince2000().map { .day($0) } ?? .null
    case .integer: return try row.int64().map { .integer(Int($0)) } ?? .null
    case .flag: return try row.boolean().map { .flag($0) } ?? .null
    case .number:
      guard let result = try row.numeric() else { return .null }
      guard case .success(let number) = result, let amount = Self.amount(number) else {
        throw StoreError.unreadable(relation: relation, column: column.name, value: "\(result)")
      }
      return .number(amount)
    }
  }

  private func from(_ relation: Relation, _ months: Relation.Months) -> String {
    let space = Connection.quoteIdentifier(schema)
    var conditions: [String] = []
    switch months {
    case .all: break
    case .upTo(let month, let column):
      conditions.append("\(Connection.quoteIdentifier(column)) <= date '\(month.firstDay)'")
    case .only(let month, let column):
      conditions.append("\(Connection.quoteIdentifier(column)) = date '\(month.firstDay)'")
    }
    if relation.columns.contains(where: { $0.name == "run_id" }) {
      conditions.append("run_id in (select run_id from \(space).forecast_run where is_current)")
    }
    return "from \(space).\(Connection.quoteIdentifier(relation.name))"
      + (conditions.isEmpty ? "" : " where " + conditions.joined(separator: " and "))
  }

  private static func selected(_ column: Relation.Column) -> String {
    let name = Connection.quoteIdentifier(column.name)
    switch column.kind {
    case .integer: return "\(name)::bigint"
    case .text where column.type == "timestamp with time zone":
      return "to_char(\(name) at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')"
    case .text: return "\(name)::text"
    case .date, .number, .flag: return name
    }
  }

  private static func sorted(_ column: Relation.Column) -> String {
    let name = Connection.quoteIdentifier(column.name)
    return column.type == "text" ? "\(name) collate \"C\"" : name
  }

  private static let types: [Relation.Kind: ColumnType] = [
    .text: .text, .date: .date, .number: .numeric, .integer: .bigint, .flag: .boolean,
  ]

  private static func kind(_ type: String) -> Relation.Kind? {
    switch type {
    case "date": .date
    case "boolean": .flag
    case "smallint", "integer": .integer
    case "text", "bigint", "timestamp with time zone", "character varying": .text
    default: type.hasPrefix("numeric") ? .number : nil
    }
  }

  private static func amount(_ number: BinaryNumeric) -> Amount? {
    let short = number.decimals > 9 ? number.canonical : number
    return short.decimals > 9 ? nil : Amount(scaled: short.scaled, decimals: short.decimals)
  }

  private static func amount(_ text: String) -> Amount? {
    let decimals = text.utf8.firstIndex(of: UInt8(ascii: ".")).map { text.utf8[$0...].count - 1 } ?? 0
    return decimals > 9 ? nil : Amount(text, decimals: decimals)
  }
}
