/// One dense monthly series, a view that copies nothing.
public struct TimeSeries: Hashable, Sendable {
  /// A value a month. A slice: its indices are those of the array it was cut from.
  public let values: ArraySlice<Double>
  /// The month of the first value.
  public let firstMonth: Month

  public init(values: ArraySlice<Double>, firstMonth: Month) {
    self.values = values
    self.firstMonth = firstMonth
  }

  public init(_ values: [Double], firstMonth: Month) {
    self.init(values: values[...], firstMonth: firstMonth)
  }

  public var count: Int { values.count }

  /// The first `count` months: the series as it was known then.
  public func prefix(_ count: Int) -> TimeSeries {
    TimeSeries(values: values.prefix(count), firstMonth: firstMonth)
  }

  /// Values beyond this cannot be squared and summed; they count as not finite.
  public static let largestMagnitude = 1e150

  /// What follows the last value that is not a number within `largestMagnitude`, and the month of that value; the
  /// whole series and nil if there is none.
  public var usableTail: (series: TimeSeries, lastBad: Month?) {
    guard let bad = values.lastIndex(where: { !(abs($0) <= Self.largestMagnitude) }) else { return (self, nil) }
    let month = firstMonth + (bad - values.startIndex)
    return (TimeSeries(values: values[(bad + 1)...], firstMonth: month + 1), month)
  }
}
