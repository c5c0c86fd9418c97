/// A row that is not as it was published.
public struct RowDifference: Hashable, Sendable, Encodable, CustomStringConvertible {
  public let domain: String
  /// `2013-11`; nil for what belongs to no vintage.
  public let asOf: String?
  public let runID: String?
  /// The table, a partition where there are any: `ml_pred_sales_3m`.
  public let relation: String
  /// Level and keys; nil for rows of no series.
  public let series: String?
  /// Which row: `horizon 3`, `month 2013-05`.
  public let place: String
  /// `changed`, `missing` or `added`; or why the row cannot be judged.
  public let problem: String

  public var description: String {
    let vintage = asOf.map { "\(domain) as of \($0)" } ?? domain
    let run = runID.map { ", run \($0.prefix(12))" } ?? ""
    return
      "\(vintage)\(run): \([relation, series, place].compactMap(\.self).joined(separator: ", ")): \(problem)"
  }
}
