import Domains
import Forecasting
import Foundation
import Postgres

/// Reads the views into their row types, sorted: the only way in which figures leave the database for a pack.
public struct ViewReader {
  let connection: Connection
  let schema: String
  private let held: HeldViews?

  /// - Parameters:
  ///   - schema: as configured, not quoted.
  ///   - held: what was computed already; nil where every query computes its own.
  public init(connection: Connection, schema: String, held: HeldViews? = nil) {
    self.connection = connection
    self.schema = Connection.quoteIdentifier(schema)
    self.held = held
  }

  /// `forecast_run`, by domain, as-of month and run id.
  public func runs() throws -> [ForecastRunRow] {
    func time(_ column: String) -> String {
      "to_char(\(column) at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"') as \(column)"
    }
    let rows = try connection.query(
      """
      select domain, run_id, as_of_month, status, is_current, is_latest, origin, \(time("prediction_time")),
        \(time("published_at")), approved_by, \(time("approved_at")), supersedes, reason, dataset_digest
      from \(schema).forecast_run
      order by domain collate "C", forecast_run.as_of_month, run_id collate "C"
      """)
    return try rows.map { row in
      guard let asOf = row["as_of_month"].flatMap({ Month($0) }) else {
        throw StoreError.unreadable(
          relation: "forecast_run", column: "as_of_month", value: row["as_of_month"] ?? "null")
      }
      return ForecastRunRow(
        domain: row["domain"] ?? "", runID: row["run_id"] ?? "", asOfMonth: asOf, status: row["status"] ?? "",
        isCurrent: row["is_current"] == "t", isLatest: row["is_latest"] == "t", origin: row["origin"] ?? "",
        predictionTime: row["prediction_time"] ?? "", publishedAt: row["published_at"],
        approvedBy: row["approved_by"], approvedAt: row["approved_at"], supersedes: row["supersedes"],
        reason: row["reason"], datasetDigest: row["dataset_digest"] ?? "")
    }
  }

  /// `data_quality` of the current runs of a month, by domain and in the order in which they were found.
  public func findings(asOf: Month) throws -> [Finding] {
    try connection.query(
      "select domain, severity, code, array_to_json(keys) as keys, month, count, message "
        + "from \(schema).data_quality where as_of_month = $1 order by domain collate \"C\", position",
      [asOf.firstDay]
    ).map { row in
      guard let severity = row["severity"].flatMap(Finding.Severity.init) else {
        throw StoreError.unreadable(
          relation: "data_quality", column: "severity", value: row["severity"] ?? "null")
      }
      let keys = try row["keys"].map { try JSONDecoder().decode([String].self, from: Data($0.utf8)) }
      return Finding(
        severity: severity, code: row["code"] ?? "", domain: row["domain"] ?? "",
        series: keys.map(SeriesKey.init),
        month: row["month"].flatMap { Month($0) }, count: row["count"].flatMap { Int($0) } ?? 0,
        message: row["message"] ?? "")
    }
  }

  /// Rows of a relation of a domain, in the order of `order` after the keys' bytes.
  func rows<T>(
    _ relation: String, _ domain: Domain, where condition: String, _ parameters: [String?] = [],
    order: [String], _ make: (ViewRow) throws -> T
  ) throws -> [T] {
    let name = "\(relation)_\(domain.name)"
    let repeated = RepeatedTexts()
    var rows: [T] = []
    try connection.query(
      "select * from \(HeldViews.place(name, schema, held)) where \(condition) order by \(order.joined(separator: ", "))",
      parameters
    ) { rows.append(try make(ViewRow(row: $0, relation: name, domain: domain, repeated: repeated))) }
    return rows
  }

  /// Key columns as they sort: by bytes.
  func keyOrder(_ domain: Domain) -> [String] {
    domain.keys.map { "\(Connection.quoteIdentifier($0)) collate \"C\"" }
  }

  /// The condition for rows of these leaves; their keys are added to `parameters`, an array a key.
  func among(_ leaves: [SeriesKey], _ domain: Domain, _ parameters: inout [String?]) -> String {
    var arrays: [String] = []
    for position in domain.keys.indices {
      parameters.append(PostgresArray.text(leaves.map { $0.values[position] }))
      arrays.append("$\(parameters.count)::text[]")
    }
    let keys = domain.keys.map(Connection.quoteIdentifier).joined(separator: ", ")
    return "(\(keys)) in (select * from unnest(\(arrays.joined(separator: ", "))))"
  }
}
