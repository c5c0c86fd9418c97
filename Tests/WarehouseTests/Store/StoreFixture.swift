import Digests
import Domains
import Forecasting
import Foundation
import Postgres
import TestSupport

@testable import Warehouse

/// A migrated database with domains installed, and short ways to put vintages into it.
final class StoreFixture {
  static let schema = "ml"
  static let role = "reader"
  static let sql = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../../sql").standardizedFileURL

  /// Two countries in two regions, sold through one channel: three leaves, three levels above.
  static let sales = domain("sales")

  let database: TestDatabase
  let connection: Connection
  var horizons = 12
  var monitoring = MonitoringRules(window: 12, horizons: [1, 3])
  var archiveMonths: Int?

  static func domain(
    _ name: String, keys: [String] = ["region", "country"], kind: Domain.Kind = .flow,
    preference: Domain.Preference = .higher, decimals: Int = 2, levels: [Domain.Level]? = nil
  ) -> Domain {
    Domain(
      name: name, label: name, dataset: "ml_train_\(name)_monthly", keys: keys, unit: "USD", decimals: decimals,
      kind: kind, preference: preference,
      levels: levels ?? [
        Domain.Level(name: "total", keys: []), Domain.Level(name: "first", keys: [keys[0]]),
      ])
  }

  init(
    _ domains: [Domain] = [sales], fiscalYearStart: Int = 1, windows: [Int] = [12, 0],
    tolerance: DomainSettings.HitTolerance = .fraction(0.1), horizons: Int = 12
  ) throws {
    database = try TestDatabase()
    connection = database.connection
    self.horizons = horizons
    _ = try MigrationRunner(connection: connection, schema: Self.schema, folder: Self.sql).run()
    try install(domains, fiscalYearStart: fiscalYearStart, windows: windows, tolerance: tolerance)
  }

  @discardableResult
  func install(
    _ domains: [Domain], fiscalYearStart: Int = 1, windows: [Int] = [12, 0],
    tolerance: DomainSettings.HitTolerance = .fraction(0.1)
  ) throws -> [String] {
    try DomainInstaller(connection: connection, schema: Self.schema, folder: Self.sql).install(
      domains.map { DomainSettings(domain: $0, horizons: horizons, hitTolerance: tolerance) },
      fiscalYearStartMonth: fiscalYearStart, accuracyWindows: windows)
  }

  var reader: ViewReader { ViewReader(connection: connection, schema: Self.schema) }
  var ledger: RunLedger { RunLedger(connection: connection, schema: Self.schema) }

  /// The dataset as of a month: per series its values from a first month on, one a month.
  static func actuals(
    _ domain: Domain, from first: String, _ values: [[String]: [String?]], incomplete: Set<String> = []
  ) -> [ActualRow] {
    let start = Month(first)!
    return values.flatMap { keys, values in
      values.enumerated().compactMap { index, value -> ActualRow? in
        guard let value else { return nil }
        let month = start + index
        return ActualRow(
          month: month, keys: SeriesKey(keys), value: Amount(value, decimals: domain.decimals)!,
          isComplete: !incomplete.contains(month.description))
      }
    }.sorted { ($0.keys, $0.month) < ($1.keys, $1.month) }
  }

  /// How much lower linear regression is than the forecasts that are given.
  static let regressionGap = 7.25

  /// Stores a run whose forecasts are given as they are, with bounds 10 and 20 around them.
  /// - Parameter forecasts: per series a value a horizon, the last one repeated.
  func compute(
    _ domain: Domain, asOf: String, actuals: [ActualRow], forecasts: [[String]: [Double]],
    evaluation: [EvaluationRow] = [], findings: [Finding] = [], now: Int64 = 1_400_000_000, salt: String = ""
  ) throws -> VintageRun {
    let month = Month(asOf)!
    let keys = forecasts.keys.map(SeriesKey.init).sorted()
    let series = try RunSeries(domain: domain, leaves: keys, grouping: Self.grouping(domain, keys))
    let points = keys.map { key in
      let given = forecasts[key.values]!
      return (0..<horizons).map { given[min($0, given.count - 1)] }
    }
    let digest = SHA256.hex(actuals.map { "\($0)" }.joined() + salt)
    let total = actuals.reduce(Amount(scaled: 0, decimals: domain.decimals)) { $0 + $1.value }
    let run = try ledger.begin(
      RunIdentity(domain: domain, asOf: month, datasetDigest: digest, settings: EngineSettings()),
      horizons: horizons, datasetRows: actuals.count, datasetTotal: total, now: now)
    let offsets = IntervalOffsets(
      lower80: .init(repeating: -10, count: horizons), upper80: .init(repeating: 10, count: horizons),
      lower95: .init(repeating: -20, count: horizons), upper95: .init(repeating: 20, count: horizons))
    func fit() -> SeriesFit {
      SeriesFit(
        model: "given", modelVersion: "1", rung: "given", reason: "a test gave it", usableRows: 1, state: nil,
        offsets: offsets)
    }
    let training = Training(
      engineVersion: Engine.version, asOf: month, settings: EngineSettings(), leaves: keys.map { _ in fit() },
      levels: series.grouping.levels.map { $0.nodes.map { _ in fit() } }, evaluation: evaluation)
    let predictions = Predictions(
      asOf: month,
      leaves: points.map { points in
        SeriesForecast(
          model: "given", modelVersion: "1", points: points,
          regression: points.map { $0 - Self.regressionGap }, offsets: offsets)
      },
      levels: series.grouping.levels.map { level in
        level.nodes.map { node in
          let sums = (0..<horizons).map { h in node.reduce(0) { $0 + points[$1][h] } }
          return NodeForecast(model: "own", modelVersion: "1", base: sums, reconciled: sums, offsets: offsets)
        }
      })
    _ = try RunWriter(connection: connection, schema: Self.schema).write(
      run, series: series, training: training, predictions: predictions, findings: findings)
    return VintageRun(domain: domain, runID: run.runID, datasetDigest: digest, actuals: actuals)
  }

  var publisher: Publisher {
    Publisher(connection: connection, schema: Self.schema, monitoring: monitoring, archiveMonths: archiveMonths)
  }

  @discardableResult
  func publish(
    _ asOf: String, _ runs: [VintageRun], supersede: String? = nil, now: Int64 = 1_400_000_000,
    render: () throws -> Void = {}
  ) throws -> Publisher.Outcome {
    try publisher.publish(
      asOf: Month(asOf)!, runs, supersede: supersede, now: now, render: render)
  }

  static func grouping(_ domain: Domain, _ leaves: [SeriesKey]) -> Grouping {
    Grouping(
      levels: domain.levels.map { level in
        let names = leaves.map { leaf in
          SeriesKey(zip(domain.keys, leaf.values).map { level.keys.contains($0) ? $1 : Domain.Level.all })
        }
        return GroupLevel(
          name: level.name,
          nodes: Set(names).sorted().map { name in names.indices.filter { names[$0] == name } })
      })
  }

  /// The first column of the first row.
  func value(_ sql: String, _ parameters: [String?] = []) throws -> String? {
    try connection.query(sql, parameters).first?[0]
  }

  /// All rows, columns joined by `|`, NULL as an empty text.
  func lines(_ sql: String, _ parameters: [String?] = []) throws -> [String] {
    let rows = try connection.query(sql, parameters)
    return rows.map { row in rows.columns.indices.map { row[$0] ?? "" }.joined(separator: "|") }
  }
}
