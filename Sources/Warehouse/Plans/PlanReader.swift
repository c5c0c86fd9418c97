import Domains
import Forecasting
import Foundation
import Postgres

/// Reads the plan that dbt builds for a domain: month, the keys, `plan_version`, `plan`, `is_allocated` and `scope`
/// (an array of `key=value`, the same in every row of a version).
public struct PlanReader {
  private let connection: Connection
  private let schema: String

  /// - Parameter schema: as configured, not quoted.
  public init(connection: Connection, schema: String) {
    self.connection = connection
    self.schema = schema
  }

  /// The versions in the order of their first months.
  ///
  /// - Parameter table: as configured, not quoted; in the schema.
  /// - Throws: `DatasetError` without the table or a column of it, `PlanError`, `PostgresError`.
  public func read(_ table: String, domain: Domain, known: Set<SeriesKey>) throws -> [Plan] {
    let quoted = Connection.quoteIdentifier(schema) + "." + Connection.quoteIdentifier(table)
    let columns = try DatasetColumns.types(of: quoted, named: "\(schema).\(table)", connection)
    for column in ["month", "plan_version", "plan", "is_allocated", "scope"] + domain.keys
    where columns[column] == nil {
      throw DatasetError(
        .missingColumn, "the table has no such column, which the plan of \(domain.name) needs",
        table: "\(schema).\(table)", column: column)
    }
    let keys = domain.keys.map { Connection.quoteIdentifier($0) + "::text" }.joined(separator: ", ")
    let found = try connection.query(
      "select plan_version, array_to_json(scope) as scope, month, plan::text as plan, is_allocated, \(keys) "
        + "from \(quoted)")
    var rows: [String: [Plan.Row]] = [:]
    var scopes: [String: Set<[String]>] = [:]
    for row in found {
      let version = row["plan_version"] ?? ""
      guard let month = row["month"].flatMap({ Month($0) }),
        let plan = row["plan"].flatMap({ Amount($0, decimals: domain.decimals) })
      else {
        throw PlanError(
          domain: domain.name, version: version,
          "\(schema).\(table) holds month '\(row["month"] ?? "null")' with plan '\(row["plan"] ?? "null")'; expected a "
            + "first day and a number of at most \(domain.decimals) decimals")
      }
      rows[version, default: []].append(
        Plan.Row(
          month: month, keys: SeriesKey((0..<domain.keys.count).map { row[5 + $0] ?? "" }), plan: plan,
          isAllocated: row["is_allocated"] == "t"))
      scopes[version, default: []].insert(
        try JSONDecoder().decode([String].self, from: Data((row["scope"] ?? "[]").utf8)))
    }
    let plans = try rows.map { version, rows in
      guard let terms = scopes[version], terms.count == 1, let scope = terms.first else {
        throw PlanError(domain: domain.name, version: version, "its rows have more than one scope")
      }
      return try Plan(
        domain: domain, version: version, scope: try PlanScope(scope, domain: domain, version: version).keys,
        rows: rows, known: known)
    }
    return plans.sorted { ($0.rows[0].month, $0.version) < ($1.rows[0].month, $1.version) }
  }
}
