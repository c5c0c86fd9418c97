import Forecasting
import Foundation
import Warehouse

extension Session {
  /// Fits and forecasts leaves that another program has read, and keeps them as a shard of a run. Returns false when
  /// there was nothing to do.
  ///
  /// Throws `StoreError.unknownRun`; `Failure.data` for a series that does not end at the run's as-of month.
  func feed(_ series: [TimeSeries], _ shard: Shard, leaves: Int, run runID: String, cores: Int?) throws -> Bool
  {
    let ledger = RunLedger(connection: connection, schema: configuration.schema)
    guard let run = try ledger.find(runID) else { throw StoreError.unknownRun(domain: "", runID: runID) }
    if let other = series.first(where: { $0.firstMonth + $0.count - 1 != run.asOf }) {
      throw Failure.data(
        "\(run.domain): a series from \(other.firstMonth) on has \(other.count) months and does not end at \(run.asOf)"
      )
    }
    let store = ShardStore(connection: connection, schema: configuration.schema)
    guard [.started, .failed].contains(run.status), try !store.isDone(.predict, shard, of: run) else {
      return false
    }
    let settings = try ledger.settings(of: runID)
    return try attempt(run) { timings in
      let trained = try timings.measure("train") {
        try Engine.fit(series, of: nil, settings: settings, cores: cores)
      }
      let base = try timings.measure("predict") { try Engine.base(trained, series, settings: settings) }
      return try timings.measure("store") {
        let fits = try store.keep(trained, shard, total: leaves, of: run)
        return try store.keep(base: base, shard, total: leaves, of: run) || fits
      }
    }
  }
}
