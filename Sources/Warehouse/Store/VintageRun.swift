import Domains

/// A domain's part of a vintage that is to be published.
public struct VintageRun: Sendable {
  public let domain: Domain
  public let runID: String
  /// The digest of the dataset that `actuals` come from; it must be the run's.
  public let datasetDigest: String
  /// Every row of the dataset up to the as-of month, complete or not.
  public let actuals: [ActualRow]
  /// The table of what products sold, as configured, not quoted; nil without one.
  public let products: String?

  public init(
    domain: Domain, runID: String, datasetDigest: String, actuals: [ActualRow], products: String? = nil
  ) {
    self.domain = domain
    self.runID = runID
    self.datasetDigest = datasetDigest
    self.actuals = actuals
    self.products = products
  }
}
