import Forecasting
import Foundation

/// Monthly series from a CSV file with the columns unique_id, ds (YYYY-MM or the first day of a month) and y.
///
/// Rows may come in any order and other columns are allowed. An empty y, nan or inf is a month without a number,
/// as is a month between a series' first and last that has no row: the engine uses what follows it and says so.
struct SeriesFile {
  /// In the order in which the file first names them.
  let ids: [String]
  let panel: Panel
  /// Series that are not in `ids`, each with the reason.
  let leftOut: [String]

  /// - Throws: `Failure.data` for a file that cannot be read as such, with its line.
  init(path: String) throws {
    let bytes: Data
    do {
      bytes = try Data(contentsOf: URL(fileURLWithPath: path), options: .mappedIfSafe)
    } catch {
      throw Failure.data("\(path): \(error.localizedDescription)")
    }
    try self.init(bytes, name: path)
  }

  /// `name` stands before the line in errors.
  init(_ bytes: Data, name: String) throws {
    var rows = SeriesRows()
    do {
      try bytes.withUnsafeBytes { try rows.read($0) }
    } catch let error as CSVScanner.Malformed {
      throw Failure.data("\(name):\(error.line): \(error.reason)")
    }
    var ids: [String] = []
    var series: [TimeSeries] = []
    var leftOut: [String] = []
    for (id, months) in rows.series {
      switch months {
      case .success(let dense):
        ids.append(id)
        series.append(dense)
      case .failure(let duplicate):
        leftOut.append("\(id): \(duplicate.month) is there twice")
      }
    }
    guard !series.isEmpty else {
      throw Failure.data("\(name): no series can be used" + (leftOut.first.map { " (\($0))" } ?? ""))
    }
    self.ids = ids
    self.leftOut = leftOut
    panel = try Panel(endingApart: series)
  }
}
