import Domains
import Forecasting

/// A domain's dataset as of a month: what a run sees, and what its identity is made of.
public struct Dataset: Sendable {
  public let domain: Domain
  /// Series i has key `keys[i]`.
  public let panel: Panel
  /// Ascending by `SeriesKey.<`.
  public let keys: [SeriesKey]
  /// SHA-256 over the rows, see `DatasetDigest`: 64 hexadecimal digits.
  public let digest: String
  /// Rows of complete months up to the as-of month, one a value of the panel.
  public let rowCount: Int
}
