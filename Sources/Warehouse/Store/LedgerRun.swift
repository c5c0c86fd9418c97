import Forecasting

/// A run as the ledger has it. Grain: run.
public struct LedgerRun: Hashable, Sendable {
  public let runID: String
  public let domain: String
  public let asOf: Month
  public let status: RunStatus
  public let origin: RunOrigin
  public let datasetDigest: String
  public let horizons: Int
  /// Seconds since 1970, UTC: set when the run was first begun, and never again.
  public let predictionTime: Int64
}
