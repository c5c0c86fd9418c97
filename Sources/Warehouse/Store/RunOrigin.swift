import Forecasting

/// Whether a forecast was made before the month that it is about had closed.
public enum RunOrigin: String, Hashable, Sendable, CaseIterable {
  /// Made before the first month ahead had ended.
  case live
  /// Computed later, from what was known then.
  case backfilled

  /// - Parameter predictionTime: seconds since 1970, UTC.
  public init(asOf: Month, predictionTime: Int64) {
    // Days from 1970-01-01 to the first day after the first month ahead (Hinnant 2013, days_from_civil).
    let close = asOf + 2
    let year = close.month <= 2 ? close.year - 1 : close.year
    let era = year / 400
    let yearOfEra = year - era * 400
    let dayOfYear = (153 * (close.month > 2 ? close.month - 3 : close.month + 9) + 2) / 5
    let days = era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    self = predictionTime < Int64(days) * 86_400 ? .live : .backfilled
  }
}
