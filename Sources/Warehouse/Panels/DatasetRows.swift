import Domains
import Forecasting
import Postgres

/// The rows of a dataset in columns, in the order in which they came.
struct DatasetRows {
  let columns: DatasetColumns
  var keys: KeyTable
  var series: [Int32] = []
  /// `Month.index`.
  var months: [Int32] = []
  /// One a measure, the value first.
  var measures: [Numbers]
  private(set) var problems: [Found] = []

  /// Exact numbers without zeros at the end of their decimals, so that 1.50 and 1.5 are the same; flat, as millions of
  /// optionals would take three times the memory.
  struct Numbers {
    private(set) var scaled: [Int64] = []
    /// -1 is NULL.
    private(set) var decimals: [Int8] = []

    mutating func append(_ number: BinaryNumeric?) {
      scaled.append(number?.scaled ?? 0)
      decimals.append(Int8(number?.decimals ?? -1))
    }

    subscript(row: Int) -> BinaryNumeric? {
      decimals[row] < 0 ? nil : BinaryNumeric(scaled: scaled[row], decimals: Int(decimals[row]))
    }
  }

  struct Found {
    var problem: DatasetError.Problem
    var column: String
    var series: Int?
    var month: Month?
    var text = ""
  }

  init(_ columns: DatasetColumns) {
    self.columns = columns
    keys = KeyTable(keyCount: columns.keys.count)
    measures = columns.measures.map { _ in Numbers() }
  }

  var count: Int { series.count }

  mutating func report(_ problem: Found) { problems.append(problem) }

  /// Takes one row of `DatasetColumns.query`; rows of months that are not complete are passed over.
  mutating func append(_ row: inout CopyRow, isComplete: (Month) -> Bool) throws {
    guard let days = try row.daysSince2000() else {
      report(Found(problem: .nullMonth, column: "month"))
      return
    }
    let day = CivilDay(daysSince2000: days)
    guard day.day == 1, (0...9_999).contains(day.year) else {
      // PostgreSQL's infinities are the ends of the range.
      let text = days == .max ? "infinity" : days == .min ? "-infinity" : "\(day.year)-\(day.month)-\(day.day)"
      report(Found(problem: .notFirstDay, column: "month", text: text))
      return
    }
    let month = Month(year: day.year, month: day.month)
    guard isComplete(month) else { return }
    guard let index = try row.rawFields(columns.keys.count, { keys.index(of: $0) }) else {
      report(Found(problem: .nullKey, column: columns.keys.joined(separator: ", "), month: month))
      return
    }
    series.append(Int32(index))
    months.append(month.index)
    for (position, measure) in columns.measures.enumerated() {
      let value = try number(&row, measure, isValue: position == 0, series: index, month: month)
      measures[position].append(value)
    }
  }

  private mutating func number(
    _ row: inout CopyRow, _ measure: DatasetColumns.Measure, isValue: Bool, series: Int, month: Month
  ) throws -> BinaryNumeric? {
    let value: BinaryNumeric?
    switch measure.type {
    case .numeric:
      switch try row.numeric() {
      case .success(let number): value = number.canonical
      case .failure(let failure):
        report(Found(problem: Self.problem(failure), column: measure.name, series: series, month: month))
        return nil
      case nil: value = nil
      }
    case .smallint: value = try row.int16().map { BinaryNumeric(scaled: Int64($0), decimals: 0) }
    case .integer: value = try row.int32().map { BinaryNumeric(scaled: Int64($0), decimals: 0) }
    default: value = try row.int64().map { BinaryNumeric(scaled: $0, decimals: 0) }
    }
    if isValue, value == nil {
      report(Found(problem: .nullValue, column: measure.name, series: series, month: month))
    }
    return value
  }

  private static func problem(_ failure: BinaryNumeric.Failure) -> DatasetError.Problem {
    switch failure {
    case .notANumber: .notANumber
    case .infinite: .infinite
    case .tooLong, .malformed: .tooLong
    }
  }
}
