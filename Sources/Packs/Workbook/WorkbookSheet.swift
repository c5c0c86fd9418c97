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
    guard text.unicodeScalars.count <= 32_767, text.utf16.count <= 32_767 else {
      throw PackError(.rows, "\(name)!\(Self.cell(row, column)): a text is longer than 32,767 characters")
    }
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

  /// A formula with the number that it gives.
  func formula(
    _ row: Int, _ column: Int, _ formula: String, gives value: Double, _ look: CellFormat
  ) throws(PackError) {
    try checkLength(formula, row, column)
    let format = try file.format(look)
    try check(
      worksheet_write_formula_num(sheet, UInt32(row), UInt16(column), formula, format, value), row, column)
  }

  /// A formula with the text that it gives.
  func formula(
    _ row: Int, _ column: Int, _ formula: String, gives text: String, _ look: CellFormat
  ) throws(PackError) {
    try checkLength(formula, row, column)
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

  func widths(_ widths: [Double]) {
    for (column, width) in widths.enumerated() {
      let last = column == widths.count - 1 ? 59 : column
      worksheet_set_column(sheet, UInt16(column), UInt16(last), width, nil)
    }
  }

  /// Frozen panes, A4 landscape, one page wide, the frozen rows repeated, page numbers.
  /// `pagesTall` is 0 for as many as it takes.
  func setUp(freezeRows: Int, freezeColumns: Int, pagesTall: Int, footer: String) throws(PackError) {
    worksheet_freeze_panes(sheet, UInt32(freezeRows), UInt16(freezeColumns))
    worksheet_set_landscape(sheet)
    worksheet_set_paper(sheet, 9)
    worksheet_set_margins(sheet, 0.4, 0.4, 0.5, 0.6)
    worksheet_fit_to_pages(sheet, 1, UInt16(pagesTall))
    worksheet_gridlines(sheet, UInt8(LXW_HIDE_ALL_GRIDLINES.rawValue))
    if freezeRows > 0 { worksheet_repeat_rows(sheet, 0, UInt32(freezeRows - 1)) }
    let text = "&L" + WorkbookFile.plain(footer).replacing("&", with: "&&") + "&RPage &P of &N"
    guard text.unicodeScalars.count <= 255 else {
      throw PackError(.rows, "the footer of sheet '\(name)' is longer than 255 characters")
    }
    try file.check(worksheet_set_footer(sheet, text), "the footer of '\(name)'")
  }

  func check(_ error: lxw_error, _ row: Int, _ column: Int) throws(PackError) {
    if error == LXW_NO_ERROR { return }
    try file.check(error, "\(name)!\(Self.cell(row, column))")
  }

  private func checkLength(_ formula: String, _ row: Int, _ column: Int) throws(PackError) {
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
