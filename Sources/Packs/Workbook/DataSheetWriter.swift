import CXLSXWriter
import Foundation

/// Writes rows of the database as an Excel Table that starts in A1.
struct DataSheetWriter {
  let sheet: WorkbookSheet
  let table: DataTable
  let formats: NumberFormats

  func write() throws(PackError) {
    try addTable()
    let looks = table.columns.map { look($0.kind) }
    for row in 0..<table.count {
      for (column, value) in table.values(row).enumerated() {
        let look = looks[column]
        switch value {
        case .empty: break
        case .text(let text): try sheet.text(row + 1, column, text, look)
        case .date(let month): try sheet.month(row + 1, column, month, look)
        case .amount(let amount): try sheet.number(row + 1, column, amount.doubleValue, look)
        case .count(let count): try sheet.number(row + 1, column, Double(count), look)
        case .flag(let flag): try sheet.flag(row + 1, column, flag, look)
        }
      }
    }
  }

  /// An Excel Table has one row at least: without rows it is left empty.
  private func addTable() throws(PackError) {
    guard table.count < 1_048_575 else {
      throw PackError(.rows, "\(table.source) has \(table.count) rows; a sheet holds 1,048,575")
    }
    let name = strdup(table.name)
    var headers = table.columns.map { strdup($0.name) }
    defer {
      free(name)
      for header in headers { free(header) }
      headers = []
    }
    let columns = headers.map { header in
      let column = UnsafeMutablePointer<lxw_table_column>.allocate(capacity: 1)
      column.initialize(to: lxw_table_column())
      column.pointee.header = header
      return column
    }
    defer { for column in columns { column.deallocate() } }
    var pointers: [UnsafeMutablePointer<lxw_table_column>?] = columns.map { $0 } + [nil]
    let error = pointers.withUnsafeMutableBufferPointer { buffer in
      var options = lxw_table_options()
      options.name = name
      options.style_type = UInt8(LXW_TABLE_STYLE_TYPE_LIGHT.rawValue)
      options.style_type_number = 1
      options.columns = buffer.baseAddress
      return worksheet_add_table(
        sheet.sheet, 0, 0, UInt32(max(1, table.count)), UInt16(table.columns.count - 1), &options)
    }
    try sheet.file.check(error, "the table '\(table.name)'")
  }

  private func look(_ kind: DataTable.Kind) -> CellFormat {
    switch kind {
    case .text, .flag: CellFormat()
    case .date: CellFormat(number: formats.date)
    case .number: CellFormat(number: formats.exact)
    case .count: CellFormat(number: formats.count)
    }
  }
}
