import Domains
import Forecasting
import Postgres

/// Whether what was published is still what stands in the tables: digests of every row, taken when a run is published.
public struct RowIntegrity {
  private let connection: Connection
  private let schema: String

  /// - Parameter schema: as configured, not quoted.
  public init(connection: Connection, schema: String) {
    self.connection = connection
    self.schema = schema
  }

  /// Keeps the digests of a run that is being published; in the transaction that is open.
  func keep(_ runID: String, domain: Domain) throws {
    try connection.query("select \(quoted).keep_digests_\(domain.name)($1)", [runID])
  }

  /// What was compared and what differs.
  public struct Report: Hashable, Sendable {
    public var runs = 0
    public var rows = 0
    public var differences: [RowDifference] = []
  }

  /// Every run that is or was published, its actuals and its kept dataset, beside their digests; in one snapshot.
  ///
  /// - Parameter asOf: nil is all of them.
  /// - Throws: `PostgresError`, also where the user may not read what readers do not see.
  public func verify(_ domains: [Domain], asOf: Month? = nil) throws -> Report {
    try connection.transaction(.repeatableRead, readOnly: true) {
      var report = Report()
      for domain in domains {
        for run in try runs(domain, asOf) {
          report.runs += 1
          report.rows += run.rows
          report.differences += try differences(run)
        }
        report.differences += try rows(
          "select * from \(quoted).actual_differences_\(domain.name)()", [], domain.name, nil)
      }
      return report
    }
  }

  private struct Run {
    let domain: String
    let id: String
    let asOf: Month
    let datasetDigest: String
    let rows: Int
  }

  private var quoted: String { Connection.quoteIdentifier(schema) }

  private func runs(_ domain: Domain, _ asOf: Month?) throws -> [Run] {
    try connection.query(
      """
      select runs.run_id, to_char(runs.as_of_month, 'YYYY-MM') as as_of, runs.dataset_digest,
        coalesce(sum(cardinality(kept.places)), 0) as rows
      from \(quoted).forecast_runs runs
      left join \(quoted).row_digests kept on kept.run_id = runs.run_id
      where runs.domain = $1 and runs.status in ('published', 'superseded')
        and ($2::date is null or runs.as_of_month = $2::date)
      group by runs.run_id
      order by runs.as_of_month, runs.run_id collate "C"
      """, [domain.name, asOf?.firstDay]
    ).compactMap { row in
      guard let id = row["run_id"], let month = row["as_of"].flatMap({ Month($0) }) else { return nil }
      return Run(
        domain: domain.name, id: id, asOf: month, datasetDigest: row["dataset_digest"] ?? "",
        rows: row["rows"].flatMap { Int($0) } ?? 0)
    }
  }

  private func differences(_ run: Run) throws -> [RowDifference] {
    guard run.rows > 0 else {
      return [
        difference(run, "row_digests", "all rows", "it was published without digests, or they were taken away")
      ]
    }
    let changed = try rows(
      "select * from \(quoted).row_differences_\(run.domain)($1)", [run.id], run.domain, run)
    do {
      _ = try DatasetArchive(connection: connection, schema: schema).find(
        digest: run.datasetDigest, asOf: run.asOf)
      return changed
    } catch StoreError.unreadable {
      return changed + [
        difference(run, "archived_datasets", "dataset \(run.datasetDigest.prefix(12))", "changed")
      ]
    }
  }

  private func rows(_ sql: String, _ parameters: [String?], _ domain: String, _ run: Run?) throws
    -> [RowDifference]
  {
    try connection.query(sql, parameters).map { row in
      let place = row["place"] ?? ""
      let relation = row["relation"] ?? ""
      let horizon = place.hasPrefix("horizon ") ? place.dropFirst("horizon ".count) : ""
      return RowDifference(
        domain: domain, asOf: run?.asOf.description, runID: run?.id,
        relation: relation == "ml_pred_\(domain)" ? "\(relation)_\(horizon)m" : relation,
        series: row["series"].map { "\(row["level"] ?? "") \($0)" }, place: place, problem: row["problem"] ?? ""
      )
    }
  }

  private func difference(_ run: Run, _ relation: String, _ place: String, _ problem: String) -> RowDifference {
    RowDifference(
      domain: run.domain, asOf: run.asOf.description, runID: run.id, relation: relation, series: nil,
      place: place,
      problem: problem)
  }
}
