import Domains
import Forecasting

/// Writes a table of the content as cells and live formulas.
///
/// A cell gets a formula where a relation of its column, or the rows below it, give exactly its number; any other
/// number is written as it is.
struct TableWriter {
  let sheet: WorkbookSheet
  let table: Table
  let formats: NumberFormats
  /// The row of the title; zero-based.
  let top: Int

  /// Where a table stands: zero-based rows of its first and last data row.
  struct Place {
    var table: Table
    var firstRow: Int
    var lastRow: Int
    var columns: [String: Int]
    /// The row after the table and its note.
    var end: Int
  }

  private var hasLevels: Bool { table.columns.contains { $0.relations.contains(.additive) } }
  private var first: Int { top + 3 }

  /// The sheet's column of the table's column.
  private func position(_ column: Int) -> Int { column > 0 && hasLevels ? column + 1 : column }
  private func address(_ row: Int, _ column: Int) -> String {
    WorkbookSheet.cell(first + row, position(column))
  }

  func write() throws(PackError) -> Place {
    try sheet.text(top, 0, table.title.what, CellFormat(weight: .bold))
    try sheet.text(top + 1, 0, table.title.when, CellFormat(ink: .soft))
    try header()
    for row in table.rows.indices {
      if hasLevels {
        let look = CellFormat(number: formats.count, ink: .soft, side: .right)
        try sheet.number(first + row, 1, Double(table.rows[row].depth), look)
      }
      for column in table.columns.indices { try cell(row, column) }
      let notes = table.rows[row].notes.map(note)
      if !notes.isEmpty {
        try sheet.text(
          first + row, position(table.columns.count), notes.joined(separator: "; "), CellFormat(ink: .soft))
      }
    }
    var end = first + table.rows.count
    if table.rows.isEmpty {
      try sheet.text(end, 0, "Nothing to show.", CellFormat(ink: .soft))
      end += 1
    }
    if let note = table.note {
      try sheet.text(end, 0, note, CellFormat(ink: .soft))
      end += 1
    }
    var columns: [String: Int] = [:]
    for (index, column) in table.columns.enumerated() { columns[column.key] = position(index) }
    return Place(
      table: table, firstRow: first, lastRow: first + table.rows.count - 1, columns: columns, end: end + 1)
  }

  private func note(_ note: Table.Note) -> String {
    let label = table.column(note.column).map { table.columns[$0].label }
    return label.map { "\($0): \(note.text)" } ?? note.text
  }

  private func header() throws(PackError) {
    sheet.height(top + 2, 28)
    for (index, column) in table.columns.enumerated() {
      let underline = column.scenario.map { CellFormat.Underline.scenario($0) } ?? .plain
      let look = CellFormat(
        weight: .bold, side: column.kind == .number ? .right : .left, isWrapped: true, underline: underline)
      try sheet.text(top + 2, position(index), column.label, look)
    }
    if hasLevels {
      try sheet.text(top + 2, 1, "Level", CellFormat(weight: .bold, side: .right, underline: .plain))
    }
  }

  private func look(_ row: Int, _ column: Int, _ cell: Cell) -> CellFormat {
    var look = CellFormat(number: formats.format(cell))
    if table.rows[row].isTotal { look.weight = .bold }
    switch cell.impact {
    case .good: look.ink = .good
    case .bad: look.ink = .bad
    case .neutral: break
    }
    if case .unavailable = cell { look.ink = .soft }
    if cell == .text("FAIL") { look.ink = .bad }
    look.side = table.columns[column].kind == .number ? .right : .left
    if column == 0 { look.indent = table.rows[row].depth }
    return look
  }

  private func cell(_ row: Int, _ column: Int) throws(PackError) {
    let cell = table.rows[row].cells[column]
    let look = look(row, column, cell)
    let place = (row: first + row, column: position(column))
    if let formula = formula(row, column) {
      switch formula {
      case .number(let text, let value): try sheet.formula(place.row, place.column, text, gives: value, look)
      case .text(let text, let value): try sheet.formula(place.row, place.column, text, gives: value, look)
      }
      return
    }
    switch cell {
    case .blank: break
    case .text(let text): try sheet.text(place.row, place.column, text, look)
    case .month(let month): try sheet.month(place.row, place.column, month, look)
    case .count(let count): try sheet.number(place.row, place.column, Double(count), look)
    case .money(let amount), .exact(let amount), .variance(let amount, _):
      try sheet.number(place.row, place.column, amount.doubleValue, look)
    case .percent(let value, _), .share(let value), .points(let value, _), .number(let value, _):
      try sheet.number(place.row, place.column, value, look)
    case .unavailable(let reason): try sheet.text(place.row, place.column, "n/a: \(reason.reason)", look)
    }
  }

  private enum Formula {
    case number(String, Double)
    case text(String, String)
  }

  private func formula(_ row: Int, _ column: Int) -> Formula? {
    let cells = table.rows[row].cells
    if let ratio = table.rows[row].ratio, case .share(let share) = cells[column],
      let above = table.rows[ratio.numerator].cells[column].amount,
      let below = table.rows[ratio.denominator].cells[column].amount,
      share == above.doubleValue / below.doubleValue
    {
      return .number("=\(address(ratio.numerator, column))/\(address(ratio.denominator, column))", share)
    }
    for relation in table.columns[column].relations {
      if let formula = formula(relation, row, column) { return formula }
    }
    return nil
  }

  private func formula(_ relation: Table.Relation, _ row: Int, _ column: Int) -> Formula? {
    let cells = table.rows[row].cells
    switch relation {
    case .difference(let left, let right):
      guard let left = table.column(left), let right = table.column(right) else { return nil }
      return difference(row, column, left, right)
    case .quotient(let left, let right):
      guard let left = table.column(left), let right = table.column(right), case .percent = cells[column],
        let above = cells[left].amount, let below = cells[right].amount, !below.isZero
      else { return nil }
      return .number("=\(address(row, left))/\(address(row, right))", above.doubleValue / below.doubleValue)
    case .additive:
      return sum(row, column)
    case .verdict(let key):
      guard let source = table.column(key), case .text(let verdict) = cells[column] else { return nil }
      return .text("=IF(\(address(row, source))=0,\"PASS\",\"FAIL\")", verdict)
    }
  }

  private func difference(_ row: Int, _ column: Int, _ left: Int, _ right: Int) -> Formula? {
    let cells = table.rows[row].cells
    let difference = "\(address(row, left))-\(address(row, right))"
    if case .points(let points, _) = cells[column], case .share(let first) = cells[left],
      case .share(let second) = cells[right], points == (first - second) * 100
    {
      return .number("=(\(difference))*100", points)
    }
    guard let amount = cells[column].amount, let first = cells[left].amount, let second = cells[right].amount,
      amount == first - second
    else { return nil }
    return .number("=\(difference)", first.doubleValue - second.doubleValue)
  }

  /// The sum of the rows one level below, where they give exactly this row's number.
  private func sum(_ row: Int, _ column: Int) -> Formula? {
    guard let own = table.rows[row].cells[column].amount else { return nil }
    let below = table.descendants(of: row)
    let depth = table.rows[row].depth + 1
    let children = below.filter { table.rows[$0].depth == depth }
      .compactMap { table.rows[$0].cells[column].amount }
    guard !children.isEmpty, children.reduce(Amount(scaled: 0, decimals: own.decimals), +) == own else {
      return nil
    }
    let levels =
      "\(WorkbookSheet.cell(first + below.lowerBound, 1)):\(WorkbookSheet.cell(first + below.upperBound - 1, 1))"
    let values = "\(address(below.lowerBound, column)):\(address(below.upperBound - 1, column))"
    return .number("=SUMIF(\(levels),\(depth),\(values))", own.doubleValue)
  }
}
