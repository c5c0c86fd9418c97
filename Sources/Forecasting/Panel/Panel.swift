/// Monthly values of many leaf series, in one flat array: what a forecast sees.
///
/// Every series is dense (a value a month) and ends at `asOf`, unless the panel was made with
/// `init(endingApart:…)`; series i owns `values[offsets[i]..<offsets[i + 1]]`. Values may be anything a `Double` can be: what is not finite is named
/// in the fit of its series.
public struct Panel: Hashable, Sendable {
  /// The last month that a forecast may see; horizon h of a series is the month h after its last.
  public let asOf: Month
  /// Series after series, each in the order of its months.
  public let values: [Double]
  /// `count + 1` positions in `values`, from 0 to `values.count`.
  public let offsets: [Int]
  /// The first month of each series; for a series without values, the month after `asOf`.
  public let firstMonths: [Month]

  /// Throws `ForecastingError.malformedPanel` unless offsets ascend from 0 to `values.count` and each series
  /// reaches from its first month to `asOf`.
  public init(asOf: Month, values: [Double], offsets: [Int], firstMonths: [Month]) throws(ForecastingError) {
    guard offsets.count == firstMonths.count + 1, offsets.first == 0, offsets.last == values.count else {
      throw .malformedPanel("the offsets must be one more than the series, from 0 to the number of values")
    }
    for series in firstMonths.indices {
      let count = offsets[series + 1] - offsets[series]
      guard count >= 0, count == asOf - firstMonths[series] + 1 else {
        throw .malformedPanel("series \(series) has \(count) values from \(firstMonths[series]) to \(asOf)")
      }
    }
    self.asOf = asOf
    self.values = values
    self.offsets = offsets
    self.firstMonths = firstMonths
  }

  /// Series that need not end together, for which there can be no level above the leaves; `asOf` is the last
  /// month of any. Throws `ForecastingError.malformedPanel` if a series has no value.
  public init(endingApart series: [TimeSeries]) throws(ForecastingError) {
    guard let last = series.map({ $0.firstMonth + $0.count - 1 }).max(), series.allSatisfy({ $0.count > 0 })
    else { throw .malformedPanel("there is no series, or one without values") }
    asOf = last
    values = series.flatMap(\.values)
    offsets = series.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) }
    firstMonths = series.map(\.firstMonth)
  }

  /// Whether every series ends at `asOf`.
  var endsTogether: Bool {
    firstMonths.indices.allSatisfy { asOf - firstMonths[$0] + 1 == offsets[$0 + 1] - offsets[$0] }
  }

  /// The number of series.
  public var count: Int { firstMonths.count }

  /// Series `index`, sharing the storage of the panel.
  public subscript(index: Int) -> TimeSeries {
    TimeSeries(values: values[offsets[index]..<offsets[index + 1]], firstMonth: firstMonths[index])
  }
}
