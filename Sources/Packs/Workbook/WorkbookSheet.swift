import CXLSXWriter
import Forecasting
import Foundation

/// One sheet: typed writes at zero-based rows and columns.
struct WorkbookSheet {
  let name: String
  let sheet: UnsafeMutablePointer<lxw_worksheet>
  let file: WorkbookFile

  /// `'Gross profit'`, as formulas name it.
  var reference: String { "'" + name.replacing("'", with: "''") + "'" }

  func text(_ row: Int, _ column: Int, _ text: String, _ look: CellFormat = CellFormat()) throws(PackError) {
    try checkLength(text, row, column)
    let format = try file.format(look)
    try check(
      worksheet_write_string(sheet, UInt32(row), UInt16(column), WorkbookFile.plain(text), format), row, column)
  }

  func number(_ row: Int, _ column: Int, _ value: Double, _ look: CellFormat) throws(PackError) {
    guard value.isFinite else {
      throw PackError(.rows, "\(name)!\(Self.cell(row, column)): a number is not finite")
    }
    let format = try file.format(look)
    try check(worksheet_write_number(sheet, UInt32(row), UInt16(column), value, format), row, column)
  }

  func flag(_ row: Int, _ column: Int, _ value: Bool, _ look: CellFormat) throws(PackError) {
    let format = try file.format(look)
    try check(worksheet_write_boolean(sheet, UInt32(row), UInt16(column), value ? 1 : 0, format), row, column)
  }

  /// A real date, which Excel has from 1900 on.
  func month(_ row: Int, _ column: Int, _ month: Month, _ look: CellFormat) throws(PackError) {
    guard (1900...9999).contains(month.year) else {
      throw PackError(.rows, "\(name)!\(Self.cell(row, column)): Excel has no date for \(month)")
    }
    var date = lxw_datetime()
    date.year = Int32(month.year)
    date.month = Int32(month.month)
    date.day = 1
    let format = try file.format(look)
    try check(worksheet_write_datetime(sheet, UInt32(row), UInt16(column), &date, format), row, column)
  }

  /// A cell of the content as its type has it.
  func cell(_ row: Int, _ column: Int, _ cell: Cell, _ look: CellFormat) throws(PackError) {
    switch cell {
    case .blank: try blank(row, column, look)
    case .text(let text): try self.text(row, column, text, look)
    case .verdict(let passed): try text(row, column, file.language.verdict(passed), look)
    case .month(let month): try self.month(row, column, month, look)
    case .count(let count): try number(row, column, Double(count), look)
    case .money(let amount), .exact(let amount), .variance(let amount, _):
      try number(row, column, amount.doubleValue, look)
    case .percent(let value, _), .share(let value), .points(let value, _), .number(let value, _):
      try number(row, column, value, look)
    case .unavailable(let reason): try text(row, column, reason.text(file.language), look)
    }
  }

  /// Nothing, in the look of its row.
  func blank(_ row: Int, _ column: Int, _ look: CellFormat) throws(PackError) {
    let format = try file.format(look)
    try check(worksheet_write_blank(sheet, UInt32(row), UInt16(column), format), row, column)
  }

  /// One text over several columns that wraps.
  func text(_ row: Int, over columns: Int, _ text: String, _ look: CellFormat) throws(PackError) {
    try checkLength(text, row, 0)
    var wrapped = look
    wrapped.isWrapped = true
    try merge(row, 0, over: columns, text, wrapped)
  }

  /// One cell of several columns; what is written to the first of them then stands in it.
  func merge(
    _ row: Int, _ column: Int, over columns: Int, _ text: String, _ look: CellFormat
  ) throws(PackError) {
    let format = try file.format(look)
    try check(
      worksheet_merge_range(
        sheet, UInt32(row), UInt16(column), UInt32(row), UInt16(column + columns - 1), WorkbookFile.plain(text),
        format),
      row, column)
  }

  /// A formula with the number that it gives.
  func formula(
    _ row: Int, _ column: Int, _ formula: String, gives value: Double, _ look: CellFormat
  ) throws(PackError) {
    try checkFormula(formula, row, column)
    let format = try file.format(look)
    try check(
      worksheet_write_formula_num(sheet, UInt32(row), UInt16(column), formula, format, value), row, column)
  }

  /// A formula with the text that it gives.
  func formula(
    _ row: Int, _ column: Int, _ formula: String, gives text: String, _ look: CellFormat
  ) throws(PackError) {
    try checkFormula(formula, row, column)
    let format = try file.format(look)
    try check(
      worksheet_write_formula_str(sheet, UInt32(row), UInt16(column), formula, format, text), row, column)
  }

  /// A link to the first cell of another sheet.
  func link(_ row: Int, _ column: Int, to other: WorkbookSheet, _ look: CellFormat) throws(PackError) {
    let format = try file.format(look)
    try check(
      worksheet_write_url(sheet, UInt32(row), UInt16(column), "internal:\(other.reference)!A1", format), row,
      column)
    try text(row, column, other.name, look)
  }

  /// In points.
  func height(_ row: Int, _ points: Double) { worksheet_set_row(sheet, UInt32(row), points, nil) }

  /// In characters; the last goes for the columns after it too, but for those that need more.
  func widths(_ widths: [Double], atLeast needed: [Int: Double] = [:]) {
    func set(_ columns: ClosedRange<Int>, _ width: Double) {
      worksheet_set_column(sheet, UInt16(columns.lowerBound), UInt16(columns.upperBound), width, nil)
    }
    let named = max(widths.count, (needed.keys.max() ?? 0) + 1)
    for column in 0..<named {
      set(column...column, max(column < widths.count ? widths[column] : widths.last ?? 10, needed[column] ?? 0))
    }
    if named < 60, let last = widths.last { set(named...59, last) }
  }

  /// Frozen panes, landscape, one page wide, the frozen rows and columns repeated, page numbers.
  func setUp(_ layout: SheetLayout, _ paper: WorkbookLayout.Paper, footer: String) throws(PackError) {
    worksheet_freeze_panes(sheet, UInt32(layout.freezeRows), UInt16(layout.freezeColumns))
    worksheet_set_landscape(sheet)
    worksheet_set_paper(sheet, paper.code)
    worksheet_set_margins(sheet, 0.4, 0.4, 0.5, 0.6)
    worksheet_fit_to_pages(sheet, 1, UInt16(layout.pagesTall))
    worksheet_gridlines(sheet, UInt8(LXW_HIDE_ALL_GRIDLINES.rawValue))
    if let color = layout.tabColor { worksheet_set_tab_color(sheet, color) }
    if layout.zoom != 100 { worksheet_set_zoom(sheet, UInt16(layout.zoom)) }
    if layout.freezeRows > 0 { worksheet_repeat_rows(sheet, 0, UInt32(layout.freezeRows - 1)) }
    if layout.freezeColumns > 0 { worksheet_repeat_columns(sheet, 0, UInt16(layout.freezeColumns - 1)) }
    let text = "&L" + WorkbookFile.plain(footer).replacing("&", with: "&&") + "&R&P / &N"
    guard text.unicodeScalars.count <= 255 else {
      throw PackError(.rows, "the footer of sheet '\(name)' is longer than 255 characters")
    }
    try file.check(worksheet_set_footer(sheet, text), "the footer of '\(name)'")
  }

  /// An Excel Table from A1 over `rows` rows, or an empty one: a table has one row at least. The headers stand there.
  func addTable(_ table: String, columns names: [String], rows: Int) throws(PackError) {
    guard Set(names.map { $0.lowercased() }).count == names.count,
      names.allSatisfy({ (1...255).contains($0.utf8.count) })
    else {
      throw PackError(
        .rows, "'\(table)': Excel needs column names that differ in more than case, up to 255 bytes")
    }
    let name = strdup(table)
    let headers = names.map { strdup($0) }
    let columns = headers.map { header in
      let column = UnsafeMutablePointer<lxw_table_column>.allocate(capacity: 1)
      column.initialize(to: lxw_table_column())
      column.pointee.header = header
      return column
    }
    defer {
      free(name)
      for header in headers { free(header) }
      for column in columns { column.deallocate() }
    }
    var pointers: [UnsafeMutablePointer<lxw_table_column>?] = columns.map { $0 } + [nil]
    let wasStreamed = sheet.pointee.optimize
    sheet.pointee.optimize = 0
    let error = pointers.withUnsafeMutableBufferPointer { buffer in
      var options = lxw_table_options()
      options.name = name
      options.style_type = UInt8(LXW_TABLE_STYLE_TYPE_LIGHT.rawValue)
      options.style_type_number = 1
      options.columns = buffer.baseAddress
      return worksheet_add_table(sheet, 0, 0, UInt32(max(1, rows)), UInt16(names.count - 1), &options)
    }
    sheet.pointee.optimize = wasStreamed
    try file.check(error, "the table '\(table)'")
  }

  /// The filter arrows of a range, one a sheet.
  func filter(_ first: (row: Int, column: Int), _ last: (row: Int, column: Int)) throws(PackError) {
    let error = worksheet_autofilter(
      sheet, UInt32(first.row), UInt16(first.column), UInt32(last.row), UInt16(last.column))
    try check(error, first.row, first.column)
  }

  /// Colours, bars or icons that follow the numbers.
  func conditional(
    _ rows: ClosedRange<Int>, _ column: Int, _ rule: inout lxw_conditional_format
  ) throws(PackError) {
    let error = worksheet_conditional_format_range(
      sheet, UInt32(rows.lowerBound), UInt16(column), UInt32(rows.upperBound), UInt16(column), &rule)
    try check(error, rows.lowerBound, column)
  }

  func check(_ error: lxw_error, _ row: Int, _ column: Int) throws(PackError) {
    if error == LXW_NO_ERROR { return }
    try file.check(error, "\(name)!\(Self.cell(row, column))")
  }

  /// A cell holds 32,767 UTF-16 units.
  func checkLength(_ text: String, _ row: Int, _ column: Int) throws(PackError) {
    guard text.utf8.count <= 32_767 || text.utf16.count <= 32_767 else {
      throw PackError(.rows, "\(name)!\(Self.cell(row, column)): a text is longer than 32,767 characters")
    }
  }

  private func checkFormula(_ formula: String, _ row: Int, _ column: Int) throws(PackError) {
    guard formula.utf8.count <= 8_000 else {
      throw PackError(.rows, "\(name)!\(Self.cell(row, column)): a formula is longer than 8,000 characters")
    }
  }

  /// `B5` of row 4, column 1.
  static func cell(_ row: Int, _ column: Int) -> String { letters(column) + String(row + 1) }

  /// `AA` of column 26.
  static func letters(_ column: Int) -> String {
    var rest = column
    var text = ""
    repeat {
      text.insert(Character(Unicode.Scalar(UInt8(65 + rest % 26))), at: text.startIndex)
      rest = rest / 26 - 1
    } while rest >= 0
    return text
  }
}
