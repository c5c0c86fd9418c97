import Domains
import Forecasting

/// Writes a table of the content as cells and live formulas.
///
/// A cell gets a formula where the Excel Tables, a relation of its column, or the rows below it give exactly its
/// number; any other number is written as it is.
struct TableWriter {
  let sheet: WorkbookSheet
  let table: Table
  let layout: TableLayout
  let formats: NumberFormats
  let formulas: TableFormulas
  /// Of the sheet's columns, in characters.
  let width: (Int) -> Double
  /// Row and column of the title; zero-based.
  let top: Int
  let left: Int

  init(
    sheet: WorkbookSheet, table: Table, layout: TableLayout, formats: NumberFormats, live: LiveFormulas,
    width: @escaping (Int) -> Double, top: Int, left: Int
  ) {
    self.sheet = sheet
    self.table = table
    self.layout = layout
    self.formats = formats
    self.width = width
    self.top = top
    self.left = left
    formulas = TableFormulas(table: table, live: live, first: top + 3, left: left)
  }

  private var first: Int { top + 3 }
  private func position(_ column: Int) -> Int { formulas.position(column) }
  /// The sheet's column after those of the content.
  private var columns: Int { position(table.columns.count - 1) + 1 }

  func write() throws(PackError) -> TablePlace {
    try sheet.text(top, left, table.title.what, CellFormat(weight: .bold))
    try sheet.text(top + 1, left, table.title.when, CellFormat(ink: .soft))
    try header()
    for row in table.rows.indices { try write(row) }
    var end = first + table.rows.count
    if table.rows.isEmpty {
      try sheet.text(end, left, sheet.file.language.text(.nothing), CellFormat(ink: .soft))
      end += 1
    } else {
      try ImpactRules(sheet: sheet, table: table, layout: layout, formulas: formulas).write()
      if layout.hasFilter { try sheet.filter((top + 2, left), (end - 1, columns + layout.added.count - 1)) }
    }
    var columns: [String: Int] = [:]
    for (index, column) in table.columns.enumerated() { columns[column.key] = position(index) }
    return TablePlace(
      sheet: sheet, table: table, firstRow: first, lastRow: first + table.rows.count - 1, left: left,
      columns: columns, end: end)
  }

  private func header() throws(PackError) {
    let lines = table.columns.enumerated().map { lineCount(.text($1.label), $0) }.max() ?? 1
    sheet.height(top + 2, max(28, 13 * lines + 2))
    for (index, column) in table.columns.enumerated() {
      let underline = column.scenario.map { CellFormat.Underline.scenario($0) } ?? .plain
      let look = CellFormat(
        weight: .bold, side: column.kind == .number ? .right : .left, isWrapped: true, indent: gap(index),
        underline: underline)
      try sheet.text(top + 2, position(index), column.label, look)
    }
    if formulas.hasLevels {
      let look = CellFormat(weight: .bold, side: .right, underline: .plain)
      try sheet.text(top + 2, left + 1, sheet.file.language.text(.level), look)
    }
    for (index, column) in layout.added.enumerated() {
      let look = CellFormat(weight: .bold, side: .right, isWrapped: true, underline: .plain)
      try sheet.text(top + 2, columns + index, column.label, look)
    }
  }

  private func write(_ row: Int) throws(PackError) {
    if formulas.hasLevels {
      let look = CellFormat(
        number: formats.count, ink: .soft, fill: fill(row), side: .right, isRuled: true)
      try sheet.number(first + row, left + 1, Double(table.rows[row].depth), look)
    }
    for column in table.columns.indices { try cell(row, column) }
    let lines = table.columns.indices.map { lineCount(table.rows[row].cells[$0], $0) }.max() ?? 1
    if lines > 1 { sheet.height(first + row, min(409, 13 * lines + 1)) }
    for (index, column) in layout.added.enumerated() { try added(row, columns + index, column) }
  }

  /// What is said below it: `Inventory (outlook): next month end` of cells, then of the whole table.
  var remarks: [String] {
    let said = table.rows.flatMap { row in
      var texts: [String] = []
      for note in row.notes where !texts.contains(note.text) { texts.append(note.text) }
      return texts.map { text in
        let keys = row.notes.filter { $0.text == text }.map(\.column)
        let columns = keys.map { key in table.column(key).map { table.columns[$0].label } ?? key }
        return "\(label(row)) (\(columns.joined(separator: ", "))): \(text)"
      }
    }
    return (said.isEmpty ? [] : [said.joined(separator: "; ")]) + [table.note].compactMap { $0 }
  }

  private func label(_ row: Table.Row) -> String {
    if case .text(let text) = row.cells[0] { text } else { "" }
  }

  private func fill(_ row: Int) -> CellFormat.Fill { table.rows[row].isTotal ? .total : .none }

  private func look(_ row: Int, _ column: Int, _ cell: Cell) -> CellFormat {
    var look = CellFormat(number: formats.format(cell), fill: fill(row), isRuled: true)
    if table.rows[row].isTotal { look.weight = .bold }
    if case .unavailable = cell { look.ink = .soft }
    look.side = table.columns[column].kind == .number ? .right : .left
    look.indent = column == 0 ? table.rows[row].depth : gap(column)
    if lineCount(cell, column) > 1 { look.isWrapped = true }
    return look
  }

  /// A text stands a little off from a number to its left.
  private func gap(_ column: Int) -> Int {
    guard column > 0, table.columns[column].kind == .text else { return 0 }
    // The level stands between the first column and the second.
    let isBehindLevel = column == 1 && formulas.hasLevels
    return isBehindLevel || table.columns[column - 1].kind == .number ? 1 : 0
  }

  /// How many a text takes in its column. Not every program sees to the height of a row by itself.
  private func lineCount(_ cell: Cell, _ column: Int) -> Double {
    let text: String
    switch cell {
    case .text(let words): text = words
    case .unavailable(let reason): text = reason.text(sheet.file.language)
    default: return 1
    }
    return (Double(text.count) / (width(position(column)) * 1.1)).rounded(.up)
  }

  private func cell(_ row: Int, _ column: Int) throws(PackError) {
    let cell = table.rows[row].cells[column]
    let look = look(row, column, cell)
    let place = (row: first + row, column: position(column))
    switch formulas.formula(row, column) {
    case .number(let text, let value): try sheet.formula(place.row, place.column, text, gives: value, look)
    case .text(let text, let value): try sheet.formula(place.row, place.column, text, gives: value, look)
    case nil: try sheet.cell(place.row, place.column, cell, look)
    }
  }

  /// The characters that each column of the sheet needs for its numbers: of a number that does not fit Excel shows
  /// nothing.
  func neededWidths(_ numbers: NumberStyle) -> [Int: Double] {
    var widths: [Int: Double] = [:]
    for (index, column) in table.columns.enumerated() where column.kind == .number {
      let texts = table.rows.lazy.filter { TableFormulas.number($0.cells[index]) != nil }
        .map { $0.cells[index].text(numbers, sheet.file.language).count }
      if let longest = texts.max() { widths[position(index)] = NumberFormats.width(longest) }
    }
    return widths
  }

  /// A column of the layout's own: blank where one of its columns has no number.
  private func added(_ row: Int, _ place: Int, _ column: TableLayout.AddedColumn) throws(PackError) {
    for key in column.formula.columns where table.column(key) == nil {
      let known = table.columns.map(\.key).joined(separator: ", ")
      throw PackError(
        .definition, file: column.file, line: column.line,
        "there is no column '\(key)' in the table '\(table.id)'; there are \(known)")
    }
    let look = CellFormat(number: formats.format(column.format), fill: fill(row), side: .right, isRuled: true)
    let cells = table.rows[row].cells
    let value = column.formula.value { key in
      table.column(key).flatMap { TableFormulas.number(cells[$0]) }
    }
    guard let value, value.isFinite else { return try sheet.blank(first + row, place, look) }
    let text = column.formula.text { key in table.column(key).map { formulas.address(row, $0) } ?? "" }
    try sheet.formula(first + row, place, "=" + text, gives: value, look)
  }
}

/// Where a table stands: zero-based rows of its first and last data row.
struct TablePlace {
  var sheet: WorkbookSheet
  var table: Table
  var firstRow: Int
  var lastRow: Int
  /// The column that it starts in.
  var left: Int
  var columns: [String: Int]
  /// The row after the table.
  var end: Int
}
