import Domains
import Forecasting
import Postgres

/// Makes a run again and compares every number; nothing is kept of it.
public struct Reproducer {
  private let connection: Connection
  private let schema: String

  /// - Parameter schema: as configured, not quoted.
  public init(connection: Connection, schema: String) {
    self.connection = connection
    self.schema = schema
  }

  private static let columns = ["predicted_value", "lower_80", "upper_80", "lower_95", "upper_95"]

  /// - Parameter domain: as configured.
  /// - Throws: `ReproductionError` where the run cannot be made again, which says what differs or is missing.
  public func reproduce(_ run: LedgerRun, domain: Domain) throws -> Reproduction {
    let ledger = RunLedger(connection: connection, schema: schema)
    let settings = try ledger.settings(of: run.runID)
    let warnings = try differences(run, domain, settings, ledger)
    let archive = DatasetArchive(connection: connection, schema: schema)
    guard let dataset = try archive.find(digest: run.datasetDigest, asOf: run.asOf) else {
      throw ReproductionError(
        "\(domain.name) as of \(run.asOf): dataset \(run.datasetDigest) is not kept (any more), so that the run cannot "
          + "be made again")
    }
    let grouping = dataset.grouping(domain)
    let series = try RunSeries(domain: domain, leaves: dataset.keys, grouping: grouping)
    let training = try Engine.train(dataset.panel, grouping: grouping, settings: settings)
    let predictions = try Engine.predict(training, panel: dataset.panel, grouping: grouping)
    return try compare(run, series, predictions, warnings)
  }

  /// Throws where another domain is configured; an engine of another version is only told.
  private func differences(
    _ run: LedgerRun, _ domain: Domain, _ settings: EngineSettings, _ ledger: RunLedger
  ) throws -> [String] {
    let row = try connection.query(
      "select engine_version from \(Connection.quoteIdentifier(schema)).forecast_runs where run_id = $1",
      [run.runID])
    let version = row.first?[0] ?? ""
    let identity = try RunIdentity(
      domain: domain, asOf: run.asOf, datasetDigest: run.datasetDigest, settings: settings,
      engineVersion: version)
    guard identity.runID == run.runID else {
      throw ReproductionError(
        "\(domain.name) is configured otherwise than for run \(run.runID):\n  then \(try ledger.settingsText(of: run.runID) ?? "")\n"
          + "  now  \(identity.settings)")
    }
    guard version != Engine.version else { return [] }
    return ["the run was made by engine version \(version), this is \(Engine.version): numbers may differ"]
  }

  private struct Undone: Error { let reproduction: Reproduction }

  /// Stores the forecasts under another id, as they are always stored, compares in SQL, and rolls back.
  private func compare(
    _ run: LedgerRun, _ series: RunSeries, _ predictions: Predictions, _ warnings: [String]
  ) throws -> Reproduction {
    let again = LedgerRun(
      runID: "again " + run.runID, domain: run.domain, asOf: run.asOf, status: run.status, origin: run.origin,
      datasetDigest: run.datasetDigest, horizons: run.horizons, predictionTime: run.predictionTime)
    do {
      return try connection.transaction { () throws -> Reproduction in
        let ids = try SeriesRegistry(connection: connection, schema: schema).register(
          series.all, domain: series.domain)
        _ = try PredictionWriter(
          connection: connection, schema: Connection.quoteIdentifier(schema), run: again, series: series,
          ids: ids
        ).write(predictions)
        var compared = 0
        var differences: [Reproduction.Difference] = []
        for table in ["ml_pred_\(run.domain)", "ml_pred_\(run.domain)_rollup"] {
          let relation = "\(Connection.quoteIdentifier(schema)).\(Connection.quoteIdentifier(table))"
          compared += try count(relation, run) * Self.columns.count
          differences += try find(relation, run, again)
        }
        throw Undone(
          reproduction: Reproduction(run: run, compared: compared, differences: differences, warnings: warnings)
        )
      }
    } catch let undone as Undone {
      return undone.reproduction
    }
  }

  private func count(_ relation: String, _ run: LedgerRun) throws -> Int {
    let rows = try connection.query("select count(*) from \(relation) where run_id = $1", [run.runID])
    return rows.first?[0].flatMap { Int($0) } ?? 0
  }

  private func find(_ relation: String, _ run: LedgerRun, _ again: LedgerRun) throws -> [Reproduction
    .Difference]
  {
    let values = Self.columns.map { "('\($0)', made.\($0), again.\($0))" }.joined(separator: ", ")
    return try connection.query(
      """
      select series.level, array_to_string(series.keys, ' / ') as series, horizon, numbers.name, numbers.stored,
        numbers.computed
      from (select * from \(relation) where run_id = $1) made
      full join (select * from \(relation) where run_id = $2) again using (series_id, horizon)
      cross join lateral (values \(values)) as numbers (name, stored, computed)
      join \(Connection.quoteIdentifier(schema)).series series using (series_id)
      where numbers.stored is distinct from numbers.computed
      order by series.level collate "C", series.keys collate "C", horizon, numbers.name
      """, [run.runID, again.runID]
    ).map { row in
      Reproduction.Difference(
        level: row["level"] ?? "", series: row["series"] ?? "", horizon: row["horizon"] ?? "",
        column: row["name"] ?? "", stored: row["stored"], computed: row["computed"])
    }
  }
}
