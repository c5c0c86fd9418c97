import Domains
import Forecasting

extension DatasetRows {
  /// Throws what stands in the rows' way, with how often; of several kinds the first of `DatasetError.Problem`, and
  /// of that the first by series and month, so that the order of the table does not matter.
  mutating func refuseProblems(decimals: Int) throws(DatasetError) {
    for series in 0..<keys.count where keys.key(series).values.contains(Domain.Level.all) {
      report(Found(problem: .reservedKey, column: columns.keys.joined(separator: ", "), series: series))
    }
    for row in 0..<count {
      guard let value = measures[0][row], value.decimals > decimals || value.digits(decimals: decimals) > 18
      else {
        continue
      }
      report(
        Found(
          problem: .tooLong, column: columns.measures[0].name, series: Int(series[row]),
          month: Month(index: months[row])))
    }
    guard
      let kind = DatasetError.Problem.allCases.first(where: { kind in problems.contains { $0.problem == kind } }
      )
    else { return }
    let same = problems.filter { $0.problem == kind }
    let named = same.map { (found: $0, key: $0.series.map(keys.key)) }
    guard let first = named.min(by: Self.precedes) else { return }
    throw DatasetError(
      kind, Self.explanation(kind, first.found.text, decimals: decimals), table: columns.table,
      column: first.found.column, series: first.key, month: first.found.month, count: same.count)
  }

  private static func precedes(
    _ left: (found: Found, key: SeriesKey?), _ right: (found: Found, key: SeriesKey?)
  ) -> Bool {
    let (leftKey, rightKey) = (left.key ?? SeriesKey([]), right.key ?? SeriesKey([]))
    if leftKey != rightKey { return leftKey < rightKey }
    let (leftMonth, rightMonth) = (left.found.month?.index ?? .min, right.found.month?.index ?? .min)
    return leftMonth != rightMonth ? leftMonth < rightMonth : left.found.text < right.found.text
  }

  private static func explanation(_ problem: DatasetError.Problem, _ text: String, decimals: Int) -> String {
    switch problem {
    case .nullMonth: "a row has no month"
    case .notFirstDay: "\(text) is not the first day of a month; a month is written as its first day"
    case .nullKey: "a row has a NULL among its keys; give what is unknown a name, such as Unknown"
    case .reservedKey:
      "\(Domain.Level.all) is reserved for totals and cannot be a key; name it otherwise in the dataset"
    case .nullValue: "the value is NULL; a flow without facts is 0"
    case .notANumber: "the value is NaN"
    case .infinite: "the value is infinite"
    default: "the value does not fit numeric(18, \(decimals)), the domain's decimals; round it in the dataset"
    }
  }
}
