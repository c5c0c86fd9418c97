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

  init(
    runID: String, domain: String, asOf: Month, status: RunStatus, origin: RunOrigin, datasetDigest: String,
    horizons: Int, predictionTime: Int64
  ) {
    self.runID = runID
    self.domain = domain
    self.asOf = asOf
    self.status = status
    self.origin = origin
    self.datasetDigest = datasetDigest
    self.horizons = horizons
    self.predictionTime = predictionTime
  }
}
