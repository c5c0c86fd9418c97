import Forecasting

/// Whether a forecast was made before the month that it is about had closed.
public enum RunOrigin: String, Hashable, Sendable, CaseIterable {
  /// Made after the as-of month had ended and before the first month ahead had.
  case live
  /// Computed later, from what was known then.
  case backfilled

  /// - Parameter predictionTime: seconds since 1970, UTC.
  public init(asOf: Month, predictionTime: Int64) {
    let known = Self.firstSecond(asOf + 1)..<Self.firstSecond(asOf + 2)
    self = known.contains(predictionTime) ? .live : .backfilled
  }

  /// Seconds from 1970-01-01 to the month's first day, UTC (Hinnant 2013, days_from_civil).
  private static func firstSecond(_ month: Month) -> Int64 {
    let year = month.month <= 2 ? month.year - 1 : month.year
    let era = year / 400
    let yearOfEra = year - era * 400
    let dayOfYear = (153 * (month.month > 2 ? month.month - 3 : month.month + 9) + 2) / 5
    let days = era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    return Int64(days) * 86_400
  }
}
