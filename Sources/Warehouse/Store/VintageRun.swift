import Domains

/// A domain's part of a vintage that is to be published.
public struct VintageRun: Sendable {
  public let domain: Domain
  public let runID: String
  /// The digest of the dataset that `actuals` come from; it must be the run's.
  public let datasetDigest: String
  /// Every row of the dataset up to the as-of month, complete or not.
  public let actuals: [ActualRow]

  public init(domain: Domain, runID: String, datasetDigest: String, actuals: [ActualRow]) {
    self.domain = domain
    self.runID = runID
    self.datasetDigest = datasetDigest
    self.actuals = actuals
  }
}
