import Digests
import Domains
import Forecasting
import Foundation
import Pictures
import Postgres
import Warehouse

/// Puts together what MLflow is told about a published vintage, from the ledger and the stored fits alone: a vintage
/// whose process was killed can be recorded by the next.
public struct VintageRecorder {
  private let connection: Connection
  private let schema: String
  private let experiment: String
  /// Beside those of the ledger: the configuration's digest, the revision of the code.
  private let tags: [String: String]

  /// - Parameter schema: as configured, not quoted.
  public init(connection: Connection, schema: String, experiment: String, tags: [String: String]) {
    self.connection = connection
    self.schema = schema
    self.experiment = experiment
    self.tags = tags
  }

  /// The same for the same runs, whatever their order.
  public static func deliveryID(_ runs: [LedgerRun]) -> String {
    SHA256.hex((["vintage"] + runs.map(\.runID).sorted()).joined(separator: "\n"))
  }

  /// - Parameters:
  ///   - runs: published, one a domain.
  ///   - files: of the pack: its manifest.
  public func record(_ runs: [DomainRun], asOf: Month, files: [TrackedFile]) throws -> TrackingRecord {
    let children = try runs.map(child)
    var parent = TrackedRun(
      part: "vintage", name: asOf.description, startTime: children.map(\.startTime).min() ?? 0,
      endTime: children.map(\.endTime).max() ?? 0)
    parent.tags = common(asOf)
    parent.artifacts = files
    return TrackingRecord(
      deliveryID: Self.deliveryID(runs.map(\.run)), experiment: experiment, parent: parent, children: children)
  }

  private func common(_ asOf: Month) -> [String: String] {
    tags.merging(
      [
        "forecastpack.as_of": asOf.firstDay, "mlflow.source.name": "forecastpack run",
        "mlflow.source.type": "JOB",
      ]
    ) { $1 }
  }

  private func child(_ run: DomainRun) throws -> TrackedRun {
    let rows = try connection.query(
      """
      select (extract(epoch from runs.prediction_time) * 1000)::bigint as started,
        (extract(epoch from coalesce(runs.published_at, runs.prediction_time)) * 1000)::bigint as ended,
        runs.settings, runs.engine_version, runs.origin, runs.dataset_rows,
        (select attempts.dbt_invocation_id from \(quoted).forecast_attempts attempts
          where attempts.run_id = runs.run_id and attempts.dbt_invocation_id is not null
          order by attempts.attempt_id desc limit 1) as dbt_invocation_id
      from \(quoted).forecast_runs runs
      where runs.run_id = $1
      """, [run.run.runID])
    guard let row = rows.first, let started = row["started"].flatMap({ Int64($0) }),
      let ended = row["ended"].flatMap({ Int64($0) }), let settings = row["settings"]
    else { throw StoreError.unknownRun(domain: run.domain.name, runID: run.run.runID) }
    var child = TrackedRun(
      part: run.domain.name, name: "\(run.domain.name) \(run.run.asOf)", startTime: started, endTime: ended)
    child.tags = common(run.run.asOf).merging([
      "forecastpack.run_id": run.run.runID, "forecastpack.domain": run.domain.name,
      "forecastpack.dataset_digest": run.run.datasetDigest, "forecastpack.origin": row["origin"] ?? "",
      "forecastpack.engine_version": row["engine_version"] ?? "",
    ]) { $1 }
    child.tags["dbt.invocation_id"] = row["dbt_invocation_id"]
    child.tags["dbt.unique_id"] = run.datasetID
    child.parameters = Self.flat(JSON(Array(settings.utf8)), "").mapValues { String($0.prefix(6000)) }
    child.metrics = try RunMetrics(connection: connection, schema: quoted).metrics(run)
    child.dataset = TrackedDataset(
      name: "\(schema).\(run.domain.dataset)", digest: String(run.run.datasetDigest.prefix(36)),
      source: run.datasetID ?? "\(schema).\(run.domain.dataset)",
      columns: [.init("month", "datetime")] + run.domain.keys.map { .init($0, "string") }
        + [.init(run.domain.name, "double")],
      rows: row["dataset_rows"].flatMap { Int($0) } ?? 0)
    child.artifacts = try RunTables(connection: connection, schema: quoted).files(run)
    let chart = AccuracyChart(child.metrics).svg
    child.artifacts.append(TrackedFile("charts/accuracy.svg", text: chart))
    let png = try Picture.png(svg: chart, width: AccuracyChart.pixels)
    child.artifacts.append(TrackedFile("charts/accuracy.png", Data(png)))
    child.model = try model(run)
    return child
  }

  private func model(_ run: DomainRun) throws -> TrackedModel {
    let training = try ModelFitStore(connection: connection, schema: schema).read(
      run.run, series: run.series, settings: run.settings, engineVersion: Engine.version)
    let file = try ModelFile(training, domain: run.domain, keys: run.series.leaves, panel: run.panel)
    let flavor = ModelFlavor(file)
    return TrackedModel(
      name: run.domain.name, kind: run.settings.model, files: try flavor.files(),
      definition: flavor.definition(),
      aliases: ["champion"], asOf: run.run.asOf.firstDay)
  }

  private var quoted: String { Connection.quoteIdentifier(schema) }

  /// `engine.horizons`: `12`, …; lists as JSON.
  private static func flat(_ json: JSON, _ name: String) -> [String: String] {
    guard case .object(let members) = json else { return [name: json.string ?? json.text] }
    return members.reduce(into: [:]) { flat, member in
      let path = name.isEmpty ? member.key : "\(name).\(member.key)"
      flat.merge(Self.flat(member.value, path)) { $1 }
    }
  }
}
