import Domains
import Forecasting
import Postgres

/// Puts the rows of a dataset in order: series by key, months without a hole.
struct PanelBuilder {
  private let domain: Domain
  private let rows: DatasetRows
  private let asOf: Month
  private let keys: [SeriesKey]
  private let firstMonths: [Month]
  /// One more than the series: where each one's months begin in `rowOfPlace`.
  private let offsets: [Int]
  /// The row of each series and month: -1 for none, -2 for several.
  private let rowOfPlace: [Int32]

  init(_ domain: Domain, _ rows: DatasetRows, asOf: Month) {
    self.domain = domain
    self.rows = rows
    self.asOf = asOf
    let unsorted = (0..<rows.keys.count).map(rows.keys.key)
    let order = unsorted.indices.sorted { unsorted[$0] < unsorted[$1] }
    keys = order.map { unsorted[$0] }
    var rank = [Int](repeating: 0, count: order.count)
    for (position, series) in order.enumerated() { rank[series] = position }

    var first = [Int32](repeating: .max, count: order.count)
    for row in 0..<rows.count {
      let series = rank[Int(rows.series[row])]
      first[series] = min(first[series], rows.months[row])
    }
    var offsets = [0]
    for month in first { offsets.append(offsets.last! + Int(asOf.index - month) + 1) }
    var rowOfPlace = [Int32](repeating: -1, count: offsets.last!)
    for row in 0..<rows.count {
      let series = rank[Int(rows.series[row])]
      let place = offsets[series] + Int(rows.months[row] - first[series])
      rowOfPlace[place] = rowOfPlace[place] == -1 ? Int32(row) : -2
    }
    firstMonths = first.map(Month.init(index:))
    self.offsets = offsets
    self.rowOfPlace = rowOfPlace
  }

  func dataset(_ complete: CompleteMonths) throws -> Dataset {
    try refuseDuplicates()
    try refuseGaps(complete)
    var values: [Double] = []
    values.reserveCapacity(rowOfPlace.count)
    var digest = DatasetDigest(rows.columns, months: (firstMonths.min() ?? asOf)...asOf)
    let measures = rows.measures
    var numbers = [BinaryNumeric?](repeating: nil, count: measures.count)
    for series in keys.indices {
      digest.begin(keys[series])
      for place in offsets[series]..<offsets[series + 1] {
        let row = Int(rowOfPlace[place])
        for measure in numbers.indices { numbers[measure] = measures[measure][row] }
        digest.add(month(place, of: series), numbers)
        if let value = numbers[0] { values.append(value.doubleValue) }
      }
    }
    return Dataset(
      domain: domain, panel: try Panel(asOf: asOf, values: values, offsets: offsets, firstMonths: firstMonths),
      keys: keys, digest: digest.finish(), rowCount: rows.count)
  }

  private func month(_ place: Int, of series: Int) -> Month { firstMonths[series] + (place - offsets[series]) }

  private func refuseDuplicates() throws(DatasetError) {
    guard let (series, month, count) = find(-2) else { return }
    throw DatasetError(
      .duplicate, "more than one row for this series and month; the dataset holds one each",
      table: rows.columns.table,
      series: keys[series], month: month, count: count)
  }

  private func refuseGaps(_ complete: CompleteMonths) throws(DatasetError) {
    guard let (series, month, count) = find(-1) else { return }
    guard complete.contains(month) else {
      throw DatasetError(
        .incompleteMonth,
        "the month is not complete (\(complete.reason(month))), while earlier ones and \(asOf) are: no series can run "
          + "through it", table: rows.columns.table, month: month)
    }
    throw DatasetError(
      .gap,
      "no row for a month between the series' first and \(asOf); the dataset fills a flow with zero, and a stock must "
        + "be there", table: rows.columns.table, series: keys[series], month: month, count: count)
  }

  /// The first place with `mark`, in the order of keys and months, and how many there are.
  private func find(_ mark: Int32) -> (series: Int, month: Month, count: Int)? {
    guard let place = rowOfPlace.firstIndex(of: mark), let series = offsets.lastIndex(where: { $0 <= place })
    else {
      return nil
    }
    return (series, month(place, of: series), rowOfPlace.count(where: { $0 == mark }))
  }
}
