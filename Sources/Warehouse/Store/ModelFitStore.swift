import Domains
import Forecasting
import Foundation
import Postgres

/// What was fitted to each leaf and node of a run: `model_fits`.
public struct ModelFitStore {
  private let connection: Connection
  private let schema: String

  /// - Parameter schema: as configured, not quoted.
  public init(connection: Connection, schema: String) {
    self.connection = connection
    self.schema = Connection.quoteIdentifier(schema)
  }

  /// One row a series; `parameters` is the whole fit as JSON, in which doubles keep their value.
  /// - Parameter ids: of `series.all`.
  func write(_ training: Training, run: LedgerRun, series: RunSeries, ids: [Int64]) throws {
    let fits = training.leaves + training.levels.flatMap { $0 }
    guard fits.count == ids.count else {
      throw StoreError.malformed(domain: run.domain, "\(fits.count) fits for \(ids.count) series and nodes")
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    try connection.execute(
      "create temporary table incoming_fits (series_id bigint, model_name text, model_version text, rung text, "
        + "reason text, usable_rows integer, parameters text) on commit drop")
    try connection.copyIn(
      "incoming_fits",
      columns: ["series_id", "model_name", "model_version", "rung", "reason", "usable_rows", "parameters"]
    ) { writer in
      for (id, fit) in zip(ids, fits) {
        try writer.int64(id)
        try writer.text(fit.model)
        try writer.text(fit.modelVersion)
        try writer.text(fit.rung)
        try writer.text(fit.reason)
        try writer.int32(Int32(fit.usableRows))
        try writer.text(String(decoding: try encoder.encode(fit), as: UTF8.self))
      }
    }
    try connection.query(
      "insert into \(schema).model_fits (run_id, series_id, model_name, model_version, rung, reason, usable_rows, "
        + "parameters) select $1, series_id, model_name, model_version, rung, reason, usable_rows, parameters::jsonb "
        + "from incoming_fits", [run.runID])
    try connection.execute("drop table incoming_fits")
  }

  /// The training of a run as it was stored, without its evaluation, which predicting does not need.
  ///
  /// - Parameter settings: those of the run's identity.
  /// - Throws: `StoreError.malformed` when a series of `series` has no stored fit; `DecodingError`.
  public func read(_ run: LedgerRun, series: RunSeries, settings: EngineSettings, engineVersion: String) throws
    -> Training
  {
    let names = Connection.quoteLiteral(run.domain)
    var fits: [String: SeriesFit] = [:]
    let decoder = JSONDecoder()
    for row in try connection.query(
      "select series.digest, fits.parameters from \(schema).model_fits fits "
        + "join \(schema).series series on series.series_id = fits.series_id where fits.run_id = $1",
      [run.runID])
    {
      fits[row[0] ?? ""] = try decoder.decode(SeriesFit.self, from: Data((row[1] ?? "").utf8))
    }
    let found = try series.all.map { level, keys in
      let digest = try connection.query(
        "select \(schema).series_digest(\(names), $1, $2)", [level, PostgresArray.text(keys.values)])[0][0]
      guard let fit = fits[digest ?? ""] else {
        throw StoreError.malformed(
          domain: run.domain, "run \(run.runID) has no fit for \(level) \(keys.values.joined(separator: " / "))"
        )
      }
      return fit
    }
    let levels = zip(series.firstNode, series.grouping.levels).map { first, level in
      Array(found[first..<first + level.nodes.count])
    }
    return Training(
      engineVersion: engineVersion, asOf: run.asOf, settings: settings,
      leaves: Array(found.prefix(series.leaves.count)), levels: levels, evaluation: [])
  }
}
