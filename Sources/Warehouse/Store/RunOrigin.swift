import Forecasting

/// Whether a forecast was made before the month that it is about had closed.
public enum RunOrigin: String, Hashable, Sendable, CaseIterable {
  /// Made after the as-of month had ended and before the first month ahead had.
  case live
  /// Computed later, from what was known then.
  case backfilled

  /// - Parameter predictionTime: seconds since 1970, UTC.
  public init(asOf: Month, predictionTime: Int64) {
    let known = (asOf + 1).firstSecond..<(asOf + 2).firstSecond
    self = known.contains(predictionTime) ? .live : .backfilled
  }
}
