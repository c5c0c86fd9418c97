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

  /// What follows the last value that is not finite, and the month of that value; the whole series and nil
  /// where all are finite.
  public var finiteTail: (series: TimeSeries, lastBad: Month?) {
    guard let bad = values.lastIndex(where: { !$0.isFinite }) else { return (self, nil) }
    let month = firstMonth + (bad - values.startIndex)
    return (TimeSeries(values: values[(bad + 1)...], firstMonth: month + 1), month)
  }
}
