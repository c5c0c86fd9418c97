import Forecasting

/// One row of the view `forecast_run`: the public face of the ledger. Grain: domain x run.
public struct ForecastRunRow: Hashable, Sendable {
  public var domain: String
  public var runID: String
  public var asOfMonth: Month
  public var status: String
  public var isCurrent: Bool
  public var isLatest: Bool
  public var origin: String
  /// ISO 8601 in UTC, seconds: `2026-11-23T14:10:26Z`.
  public var predictionTime: String
  public var publishedAt: String?
  public var approvedBy: String?
  public var approvedAt: String?
  public var supersedes: String?
  public var reason: String?
  public var datasetDigest: String

  public init(
    domain: String, runID: String, asOfMonth: Month, status: String, isCurrent: Bool, isLatest: Bool,
    origin: String, predictionTime: String, publishedAt: String?, approvedBy: String?, approvedAt: String?,
    supersedes: String?, reason: String?, datasetDigest: String
  ) {
    self.domain = domain
    self.runID = runID
    self.asOfMonth = asOfMonth
    self.status = status
    self.isCurrent = isCurrent
    self.isLatest = isLatest
    self.origin = origin
    self.predictionTime = predictionTime
    self.publishedAt = publishedAt
    self.approvedBy = approvedBy
    self.approvedAt = approvedAt
    self.supersedes = supersedes
    self.reason = reason
    self.datasetDigest = datasetDigest
  }
}
