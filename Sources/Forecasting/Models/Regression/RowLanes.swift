/// Rows of a column in lanes: eight a block, zero beyond the last row.
enum RowLanes {
  static func blocks(_ rows: Int) -> Int { (rows + Lanes.width - 1) / Lanes.width }

  /// Appends `values` to `column`, filled up with zeros to whole blocks.
  static func append(_ values: ArraySlice<Double>, to column: inout [Lanes]) {
    var index = values.startIndex
    while index + Lanes.width <= values.endIndex {
      column.append(
        Lanes(
          values[index], values[index + 1], values[index + 2], values[index + 3], values[index + 4],
          values[index + 5], values[index + 6], values[index + 7]))
      index += Lanes.width
    }
    guard index < values.endIndex else { return }
    var last = Lanes.zero
    for lane in 0..<(values.endIndex - index) { last[lane] = values[index + lane] }
    column.append(last)
  }

  static func packed(_ values: ArraySlice<Double>) -> [Lanes] {
    var column: [Lanes] = []
    column.reserveCapacity(blocks(values.count))
    append(values, to: &column)
    return column
  }

  /// The first `rows` values.
  static func unpacked(_ column: [Lanes], rows: Int) -> [Double] {
    var values: [Double] = []
    values.reserveCapacity(rows)
    for block in column {
      for lane in 0..<min(Lanes.width, rows - values.count) { values.append(block[lane]) }
    }
    return values
  }
}
