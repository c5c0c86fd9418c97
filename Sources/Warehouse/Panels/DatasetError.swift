import Domains
import Forecasting

/// Why a dataset cannot become a panel.
public struct DatasetError: Error, Hashable, Sendable, CustomStringConvertible {
  public var problem: Problem
  /// `ml.ml_train_sales_monthly`.
  public var table: String
  public var column: String?
  /// The first series by key, and its first month, that has the problem.
  public var series: SeriesKey?
  public var month: Month?
  /// How many rows or months have it.
  public var count: Int
  /// What is wrong and what to do.
  public var message: String

  public enum Problem: String, Hashable, Sendable, CaseIterable {
    case missingTable = "missing_table"
    case missingColumn = "missing_column"
    case wrongType = "wrong_type"
    /// No row in a complete month up to the as-of month.
    case empty
    /// The as-of month, or one between the first and it, is not complete.
    case incompleteMonth = "incomplete_month"
    case notFirstDay = "not_first_day"
    case nullMonth = "null_month"
    case nullKey = "null_key"
    case reservedKey = "reserved_key"
    case nullValue = "null_value"
    case notANumber = "not_a_number"
    case infinite
    /// More digits than `numeric(18, decimals)` of the domain holds.
    case tooLong = "too_long"
    case duplicate
    case gap
  }

  init(
    _ problem: Problem, _ message: String, table: String, column: String? = nil, series: SeriesKey? = nil,
    month: Month? = nil, count: Int = 1
  ) {
    self.problem = problem
    self.message = message
    self.table = table
    self.column = column
    self.series = series
    self.month = month
    self.count = count
  }

  public var description: String {
    var place = [table]
    if let column { place.append("column \(column)") }
    if let series {
      place.append("series \(series.values.map { $0.debugDescription }.joined(separator: " / "))")
    }
    if let month { place.append(month.description) }
    return place.joined(separator: ", ") + ": " + message
      + (count > 1 ? " (\(count) in all, this is the first)" : "")
  }
}
