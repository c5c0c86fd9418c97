import Domains
import Forecasting
import Foundation
import Postgres

/// What the shards of a run computed, until one process brings it together: `shards` and `shard_series`.
///
/// A shard is written whole or not at all, and once: who comes second finds it there.
public struct ShardStore {
  private let connection: Connection
  private let schema: String

  /// - Parameter schema: as configured, not quoted.
  public init(connection: Connection, schema: String) {
    self.connection = connection
    self.schema = Connection.quoteIdentifier(schema)
  }

  /// What a shard's process does, in this order.
  public enum Step: String, Hashable, Sendable, CaseIterable { case train, predict }

  /// Whether this shard of the run has done the step.
  public func isDone(_ step: Step, _ shard: Shard, of run: LedgerRun) throws -> Bool {
    try !connection.query(
      "select from \(schema).shards where run_id = $1 and step = $2 and shard_count = $3 and shard = $4",
      [run.runID, step.rawValue, String(shard.count), String(shard.index)]
    ).isEmpty
  }

  /// Keeps the fits of a shard.
  /// - Parameter total: leaves and nodes of the run.
  /// - Returns: false when they were kept before, or the run is computed already; nothing was written then.
  public func keep(_ trained: [TrainedSeries], _ shard: Shard, total: Int, of run: LedgerRun) throws -> Bool {
    let encoder = PropertyListEncoder()
    encoder.outputFormat = .binary
    return try keep(.train, shard, total: total, run, trained) { one in
      let fit = Fit(
        fit: one.fit, regressionForecasts: one.regressionForecasts, calibration: one.calibration)
      return (Array(try encoder.encode(fit)), one.forecasts)
    }
  }

  /// Keeps what the series of a shard forecast by their own models; see `keep(_:_:total:of:)` for fits.
  public func keep(base: [[Double]], _ shard: Shard, total: Int, of run: LedgerRun) throws -> Bool {
    try keep(.predict, shard, total: total, run, base) { (nil, $0) }
  }

  /// The fits of one shard, in the order of its positions.
  /// - Throws: `StoreError.shardsMissing` if it is not there.
  public func trained(_ shard: Shard, of run: LedgerRun) throws -> [TrainedSeries] {
    guard try isDone(.train, shard, of: run) else {
      throw StoreError.shardsMissing(domain: run.domain, asOf: run.asOf, step: .train, [shard])
    }
    return try trained(run, count: shard.count, condition: "and shard = \(shard.index)")
  }

  /// The fits of all leaves and nodes, by position.
  public func trained(_ run: LedgerRun, count: Int) throws -> [TrainedSeries] {
    try trained(run, count: count, condition: "")
  }

  /// The forecasts of all leaves and nodes by their own models, by position.
  public func base(_ run: LedgerRun, count: Int) throws -> [[Double]] {
    try rows(.predict, run, count: count, condition: "").map(\.numbers)
  }

  /// Throws `StoreError.shardsMissing`, naming them, unless all `count` shards have trained and predicted.
  public func requireAll(_ count: Int, of run: LedgerRun) throws {
    for step in Step.allCases {
      let done = try connection.query(
        "select shard from \(schema).shards where run_id = $1 and step = $2 and shard_count = $3",
        [run.runID, step.rawValue, String(count)]
      ).compactMap { $0[0].flatMap { Int($0) } }
      let missing = Shard.all(count).filter { !Set(done).contains($0.index) }
      guard missing.isEmpty else {
        throw StoreError.shardsMissing(domain: run.domain, asOf: run.asOf, step: step, missing)
      }
    }
  }

  /// Drops what all shards of a run left; to be called when the run is computed.
  func drop(_ runID: String) throws {
    try connection.query("delete from \(schema).shard_series where run_id = $1", [runID])
    try connection.query("delete from \(schema).shards where run_id = $1", [runID])
  }

  private func keep<Element>(
    _ step: Step, _ shard: Shard, total: Int, _ run: LedgerRun, _ elements: [Element],
    _ encode: (Element) throws -> (fit: [UInt8]?, numbers: [Double])
  ) throws -> Bool {
    let positions = shard.positions(of: total)
    guard positions.count == elements.count else {
      throw StoreError.malformed(
        domain: run.domain, "shard \(shard) has \(elements.count) series instead of \(positions.count)")
    }
    return try connection.transaction {
      // Against the transaction that computes the run and drops its shards.
      let status = try connection.query(
        "select status from \(schema).forecast_runs where run_id = $1 for share", [run.runID]
      ).first?[0]
      guard let status = status.flatMap(RunStatus.init) else {
        throw StoreError.unknownRun(domain: run.domain, runID: run.runID)
      }
      guard [.started, .failed].contains(status) else { return false }
      let mine = try connection.query(
        "insert into \(schema).shards (run_id, step, shard_count, shard) values ($1, $2, $3, $4) "
          + "on conflict do nothing returning shard",
        [run.runID, step.rawValue, String(shard.count), String(shard.index)])
      guard !mine.isEmpty else { return false }
      try connection.copyIn(
        "\(schema).shard_series",
        columns: ["run_id", "step", "shard_count", "shard", "position", "fit", "numbers"]
      ) { writer in
        for (position, element) in zip(positions, elements) {
          let (fit, numbers) = try encode(element)
          try writer.text(run.runID)
          try writer.text(step.rawValue)
          try writer.int32(Int32(shard.count))
          try writer.int32(Int32(shard.index))
          try writer.int32(Int32(position))
          try writer.binary(fit)
          try writer.binary(Self.bytes(numbers))
        }
      }
      return true
    }
  }

  private func trained(_ run: LedgerRun, count: Int, condition: String) throws -> [TrainedSeries] {
    let decoder = PropertyListDecoder()
    return try rows(.train, run, count: count, condition: condition).map { row in
      guard let bytes = row.fit, let fit = try? decoder.decode(Fit.self, from: Data(bytes)) else {
        throw StoreError.unreadable(
          relation: "shard_series", column: "fit", value: "what another version of the program wrote")
      }
      return TrainedSeries(
        fit: fit.fit, forecasts: row.numbers, regressionForecasts: fit.regressionForecasts,
        calibration: fit.calibration)
    }
  }

  private func rows(_ step: Step, _ run: LedgerRun, count: Int, condition: String) throws
    -> [(fit: [UInt8]?, numbers: [Double])]
  {
    var rows: [(fit: [UInt8]?, numbers: [Double])] = []
    try connection.copyOut(
      "select fit, numbers from \(schema).shard_series where run_id = \(Connection.quoteLiteral(run.runID)) "
        + "and step = '\(step.rawValue)' and shard_count = \(count) \(condition) order by position",
      columns: [.bytea, .bytea]
    ) { row in
      let fit = try row.binary()
      rows.append((fit, Self.doubles(try row.binary() ?? [])))
    }
    return rows
  }

  private struct Fit: Codable {
    let fit: SeriesFit
    let regressionForecasts: [Double]?
    let calibration: CalibrationPair?
  }

  /// The most significant byte first.
  private static func bytes(_ numbers: [Double]) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(numbers.count * 8)
    for number in numbers { withUnsafeBytes(of: number.bitPattern.bigEndian) { bytes.append(contentsOf: $0) } }
    return bytes
  }

  private static func doubles(_ bytes: [UInt8]) -> [Double] {
    bytes.withUnsafeBytes { raw in
      (0..<raw.count / 8).map { index in
        Double(bitPattern: UInt64(bigEndian: raw.loadUnaligned(fromByteOffset: index * 8, as: UInt64.self)))
      }
    }
  }
}
