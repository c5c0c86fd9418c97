import Domains
import Forecasting
import Postgres

/// Reads the figures that a pack is made of as text, column by column as the database names them: what lies beside the
/// pages for those who compute further, and what a pack is checked against later.
public struct PackTables {
  private let connection: Connection
  private let schema: String
  private let held: HeldViews?

  /// - Parameters:
  ///   - schema: as configured, not quoted.
  ///   - held: what was computed already; nil where every query computes its own.
  public init(connection: Connection, schema: String, held: HeldViews? = nil) {
    self.connection = connection
    self.schema = Connection.quoteIdentifier(schema)
    self.held = held
  }

  /// A relation's rows in a pack, while they come.
  public struct Stream {
    /// What it is; without rows.
    public let table: PackTable
    fileprivate let connection: Connection
    fileprivate let statement: String

    /// Hands over each row, sorted by the table's keys; returns how many came.
    @discardableResult
    public func read(_ body: ([String?]) throws -> Void) throws -> Int {
      var fields: [String?] = []
      fields.reserveCapacity(table.columns.count)
      return try connection.copyOut(statement, columns: table.columns.map { _ in .text }) { row in
        fields.removeAll(keepingCapacity: true)
        for _ in table.columns { fields.append(try row.text()) }
        try body(fields)
      }
    }
  }

  /// The tables of the current vintage of `asOf`, in a fixed order: the runs, then each domain's comparisons,
  /// forecasts, actuals, accuracy, bridges and checks. Their rows are read when they are asked for, one at a time.
  public func streams(_ domains: [Domain], asOf: Month) throws -> [Stream] {
    var streams = [
      try stream(
        "forecast_run", keys: ["domain"], where: "as_of_month = date '\(asOf.firstDay)' and is_current")
    ]
    for domain in domains {
      for source in Self.sources(domain) {
        let condition = source.condition.replacing("{schema}", with: schema)
          .replacing("{as_of}", with: "date '\(asOf.firstDay)'")
        streams.append(try stream("\(source.relation)_\(domain.name)", keys: source.keys, where: condition))
      }
    }
    return streams
  }

  /// The same tables with all their rows.
  public func read(_ domains: [Domain], asOf: Month) throws -> [PackTable] {
    try streams(domains, asOf: asOf).map { stream in
      var rows: [[String?]] = []
      try stream.read { rows.append($0) }
      return PackTable(
        relation: stream.table.relation, keys: stream.table.keys, columns: stream.table.columns, rows: rows)
    }
  }

  private struct Source {
    let relation: String
    let keys: [String]
    var condition = "as_of_month = {as_of}"
  }

  private static func sources(_ domain: Domain) -> [Source] {
    let node = ["level"] + domain.keys
    return [
      Source(relation: "kpi_monthly", keys: node + ["period", "comparison"]),
      Source(
        relation: "ml_pred", keys: ["horizon"] + domain.keys,
        condition:
          "run_id in (select run_id from {schema}.forecast_run where is_current and as_of_month = {as_of})"),
      Source(relation: "vintage_plan", keys: ["month"] + domain.keys),
      Source(relation: "forecast_adjustment", keys: ["month"] + domain.keys + ["file_digest", "file_line"]),
      Source(relation: "actual", keys: ["month"] + domain.keys, condition: "month <= {as_of}"),
      Source(
        relation: "forecast_accuracy", keys: ["window_months"] + node + ["horizon", "method", "origin"],
        condition: "as_of_month = {as_of} and level <> 'leaf'"),
      Source(
        relation: "forecast_value_added",
        keys: ["window_months"] + node + ["horizon", "origin", "step_position"],
        condition: "as_of_month = {as_of} and level <> 'leaf'"),
      Source(relation: "outlook_bridge", keys: node),
    ]
      + (domain.kind == .stock
        ? [Source(relation: "stock_bridge", keys: node + ["month"])]
        : [
          Source(relation: "price_volume", keys: node + ["period"]),
          Source(relation: "product_variance", keys: ["period"] + domain.keys + ["product_code"]),
        ]) + [
        Source(
          relation: "checks", keys: ["position", "name"], condition: "as_of_month = {as_of} and not latest_only"
        )
      ]
  }

  private func stream(_ relation: String, keys: [String], where condition: String) throws -> Stream {
    let name = HeldViews.place(relation, schema, held)
    let numbers: Set = ["month", "horizon", "window_months", "position", "step_position", "file_line"]
    let order = keys.map { key in
      "source." + Connection.quoteIdentifier(key) + (numbers.contains(key) ? "" : " collate \"C\"")
    }
    // What is so of the latest vintage alone changes with the next one: it says nothing about this one.
    let columns = try connection.query(
      """
      select attname as name, atttypid = 'boolean'::regtype as is_flag
      from pg_attribute
      where attrelid = $1::regclass and attnum > 0 and not attisdropped
        and attname not in ('is_latest', 'latest_only')
      order by attnum
      """, [name]
    ).map { row in (name: row["name"] ?? "", isFlag: row["is_flag"] == "t") }
    let selected = columns.map { column in
      let quoted = "source." + Connection.quoteIdentifier(column.name)
      return column.isFlag ? "left(\(quoted)::text, 1)" : "\(quoted)::text"
    }
    return Stream(
      table: PackTable(relation: relation, keys: keys, columns: columns.map(\.name), rows: []),
      connection: connection,
      statement: "select \(selected.joined(separator: ", ")) from \(name) source where \(condition) "
        + "order by \(order.joined(separator: ", "))")
  }
}
