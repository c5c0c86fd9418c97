import Domains
import Forecasting
import Postgres

/// Reads the figures that a pack is made of as text, column by column as the database names them: what lies beside the
/// pages for those who compute further, and what a pack is checked against later.
public struct PackTables {
  private let connection: Connection
  private let schema: String

  /// - Parameter schema: as configured, not quoted.
  public init(connection: Connection, schema: String) {
    self.connection = connection
    self.schema = Connection.quoteIdentifier(schema)
  }

  /// The tables of the current vintage of `asOf`, in a fixed order: the runs, then each domain's comparisons,
  /// forecasts, actuals, accuracy, bridges and checks.
  public func read(_ domains: [Domain], asOf: Month) throws -> [PackTable] {
    var tables = [
      try table(
        "forecast_run", keys: ["domain"], from: "\(schema).forecast_run",
        where: "as_of_month = $1 and is_current",
        asOf)
    ]
    for domain in domains {
      for source in Self.sources(domain) {
        let relation = "\(source.relation)_\(domain.name)"
        tables.append(
          try table(
            relation, keys: source.keys, from: "\(schema).\(Connection.quoteIdentifier(relation))",
            where: source.condition.replacing("{schema}", with: schema), asOf))
      }
    }
    return tables
  }

  private struct Source {
    let relation: String
    let keys: [String]
    var condition = "as_of_month = $1"
  }

  private static func sources(_ domain: Domain) -> [Source] {
    let node = ["level"] + domain.keys
    return [
      Source(relation: "kpi_monthly", keys: node + ["period", "comparison"]),
      Source(
        relation: "ml_pred", keys: ["horizon"] + domain.keys,
        condition: "run_id in (select run_id from {schema}.forecast_run where is_current and as_of_month = $1)"),
      Source(relation: "vintage_plan", keys: ["month"] + domain.keys),
      Source(relation: "forecast_adjustment", keys: ["month"] + domain.keys + ["file_digest", "file_line"]),
      Source(relation: "actual", keys: ["month"] + domain.keys, condition: "month <= $1"),
      Source(
        relation: "forecast_accuracy", keys: ["window_months"] + node + ["horizon", "method", "origin"],
        condition: "as_of_month = $1 and level <> 'leaf'"),
      Source(
        relation: "forecast_value_added",
        keys: ["window_months"] + node + ["horizon", "origin", "step_position"],
        condition: "as_of_month = $1 and level <> 'leaf'"),
      Source(relation: "outlook_bridge", keys: node),
    ] + (domain.kind == .stock ? [Source(relation: "stock_bridge", keys: node + ["month"])] : []) + [
      Source(relation: "checks", keys: ["position", "name"])
    ]
  }

  private func table(
    _ relation: String, keys: [String], from source: String, where condition: String, _ asOf: Month
  ) throws -> PackTable {
    let numbers: Set = ["month", "horizon", "window_months", "position", "step_position", "file_line"]
    let order = keys.map { key in
      Connection.quoteIdentifier(key) + (numbers.contains(key) ? "" : " collate \"C\"")
    }
    let found = try connection.query(
      "select * from \(source) where \(condition) order by \(order.joined(separator: ", "))", [asOf.firstDay])
    // Which vintage is the latest changes with the next one: it says nothing about this one.
    let kept = found.columns.indices.filter { found.columns[$0] != "is_latest" }
    return PackTable(
      relation: relation, keys: keys, columns: kept.map { found.columns[$0] },
      rows: found.map { row in kept.map { row[$0] } })
  }
}
