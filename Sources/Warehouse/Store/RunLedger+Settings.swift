import Forecasting
import Foundation
import Postgres

extension RunLedger {
  /// The engine's settings that are part of a run's identity.
  ///
  /// - Throws: `StoreError.unknownRun`, `StoreError.unreadable` for settings that this version does not know.
  public func settings(of runID: String) throws -> EngineSettings {
    guard let text = try settingsText(of: runID) else { throw StoreError.unknownRun(domain: "", runID: runID) }
    guard let settings = try? JSONDecoder().decode(Identity.self, from: Data(text.utf8)).engine else {
      throw StoreError.unreadable(relation: "forecast_runs", column: "settings", value: text)
    }
    return settings
  }

  private struct Identity: Decodable { let engine: EngineSettings }
}
