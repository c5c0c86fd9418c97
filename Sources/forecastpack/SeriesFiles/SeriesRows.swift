import Forecasting

/// Rows of a series file, gathered by series.
struct SeriesRows {
  private var ids: [String] = []
  private var indices: [String: Int] = [:]
  private var rows: [(series: Int32, month: Month, value: Double)] = []

  /// A month that a series has twice.
  struct Duplicate: Error { let month: Month }

  /// - Throws: `CSVScanner.Malformed` for the first row that cannot be read.
  mutating func read(_ bytes: UnsafeRawBufferPointer) throws(CSVScanner.Malformed) {
    var scanner = CSVScanner(bytes)
    guard try scanner.next() else { throw .init(line: 1, reason: "the file is empty") }
    let header = (0..<scanner.count).map { scanner.string($0) }
    func column(_ name: String) throws(CSVScanner.Malformed) -> Int {
      guard let index = header.firstIndex(of: name) else {
        throw .init(
          line: 1, reason: "there is no column \(name); the columns unique_id, ds and y are needed")
      }
      return index
    }
    let (id, month, value) = (try column("unique_id"), try column("ds"), try column("y"))
    var current = 0
    var currentID: [UInt8]?
    while try scanner.next() {
      guard scanner.count == header.count else {
        throw .init(line: scanner.line, reason: "\(scanner.count) fields where the header has \(header.count)")
      }
      if currentID.map({ $0.elementsEqual(scanner[id]) }) != true {
        currentID = Array(scanner[id])
        current = index(of: scanner.string(id))
      }
      guard let month = Month(scanner.string(month)) else {
        throw .init(
          line: scanner.line,
          reason: "ds \"\(scanner.string(month))\" is no month: YYYY-MM or its first day is expected")
      }
      let number = scanner[value].isEmpty ? Double.nan : Double(scanner.string(value))
      guard let number else {
        throw .init(
          line: scanner.line,
          reason: "y \"\(scanner.string(value))\" is no number; leave it empty where there is none")
      }
      rows.append((Int32(current), month, number))
    }
  }

  private mutating func index(of id: String) -> Int {
    if let index = indices[id] { return index }
    indices[id] = ids.count
    ids.append(id)
    return ids.count - 1
  }

  /// Each series in the order of its first row, dense from its first to its last month; a month without a row is
  /// not a number.
  var series: [(id: String, months: Result<TimeSeries, Duplicate>)] {
    var starts = [Int](repeating: 0, count: ids.count + 1)
    for row in rows { starts[Int(row.series) + 1] += 1 }
    for index in ids.indices { starts[index + 1] += starts[index] }
    var next = starts
    var sorted = [(month: Month, value: Double)](repeating: (Month(index: 0), 0), count: rows.count)
    for row in rows {
      sorted[next[Int(row.series)]] = (row.month, row.value)
      next[Int(row.series)] += 1
    }
    return ids.indices.map { index in
      (ids[index], Self.dense(sorted[starts[index]..<starts[index + 1]]))
    }
  }

  private static func dense(_ months: ArraySlice<(month: Month, value: Double)>) -> Result<
    TimeSeries, Duplicate
  > {
    let sorted = months.sorted { $0.month < $1.month }
    var values: [Double] = []
    for (index, row) in sorted.enumerated() {
      if index > 0, row.month == sorted[index - 1].month { return .failure(Duplicate(month: row.month)) }
      values += repeatElement(.nan, count: row.month - sorted[0].month - values.count)
      values.append(row.value)
    }
    return .success(TimeSeries(values, firstMonth: sorted[0].month))
  }
}
