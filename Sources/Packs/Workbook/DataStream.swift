import CXLSXWriter
import Domains
import Foundation

/// One data sheet while its rows go by: each is written to a temporary file at once, so that memory does not grow with
/// their number.
///
/// libxlsxwriter 1.1.4 does not make Excel Tables on a sheet that it streams, only because it would write the headers
/// itself, out of order. They are written here in order, and the table is added when its last row is known.
struct DataStream {
  private let sheet: WorkbookSheet
  private let table: DataTable
  private var looks: [UnsafeMutablePointer<lxw_format>?] = []
  private var row: UInt32 = 0
  private(set) var sums: [Int: Amount] = [:]

  var count: Int { Int(row) }

  /// Writes the headers, and `check` beside them.
  init(_ sheet: WorkbookSheet, _ table: DataTable, formats: NumberFormats) throws(PackError) {
    self.sheet = sheet
    self.table = table
    let columns = table.relation.columns
    for (index, column) in columns.enumerated() {
      var look = Self.look(column.kind, formats)
      // A text stands a little off from a number to its left.
      if column.kind == .text, index > 0, [.number, .integer].contains(columns[index - 1].kind) {
        look.indent = 1
      }
      looks.append(try sheet.file.format(look))
      try sheet.text(0, index, column.name, CellFormat(weight: .bold))
    }
  }

  mutating func add(_ fields: [Relation.Field]) throws(PackError) {
    row += 1
    guard row <= DataTableDefinition.Request.greatestRows else {
      throw PackError(
        .rows, "\(table.relation.name): more rows came than the database counts and a sheet holds")
    }
    for (index, field) in fields.enumerated() {
      let (column, look) = (UInt16(index), looks[index])
      let error: lxw_error
      switch field {
      case .null: continue
      case .text(let text):
        try sheet.checkLength(text, Int(row), index)
        error = worksheet_write_string(sheet.sheet, row, column, WorkbookFile.plain(text), look)
      case .day(let day): error = worksheet_write_number(sheet.sheet, row, column, try serial(day, index), look)
      case .number(let amount):
        sums[index] = try sum(sums[index], amount, index)
        error = worksheet_write_number(sheet.sheet, row, column, amount.doubleValue, look)
      case .integer(let value): error = worksheet_write_number(sheet.sheet, row, column, Double(value), look)
      case .flag(let flag): error = worksheet_write_boolean(sheet.sheet, row, column, flag ? 1 : 0, look)
      }
      try sheet.check(error, Int(row), index)
    }
  }

  /// Makes the Excel Table; throws when the rows are not what the database counted and added up before.
  func finish() throws(PackError) {
    guard table.control.rows == count else {
      throw PackError(
        .rows, "\(table.relation.name): \(count) rows came, the database counts \(table.control.rows)")
    }
    for control in table.control.sums {
      guard let index = table.relation.columns.firstIndex(where: { $0.name == control.column }),
        let sum = sums[index], sum.isEqual(to: control.amount)
      else {
        throw PackError(
          .rows,
          "\(table.relation.name).\(control.column): the rows do not add up to the database's \(control.amount)"
        )
      }
    }
    try sheet.addTable(table.name, columns: table.relation.columns.map(\.name), rows: count)
    sheet.file.streamedRows += count
  }

  /// Excel's count of days, from 1900-03-01 on; the days before have other numbers in its calendar.
  private func serial(_ day: Int32, _ column: Int) throws(PackError) -> Double {
    guard day >= -36_465, day <= 2_921_939 else {
      throw PackError(
        .rows,
        "\(table.relation.name).\(table.relation.columns[column].name), row \(row): Excel has no date "
          + "\(day) days from 2000-01-01")
    }
    return Double(day) + 36_526
  }

  private func sum(_ sum: Amount?, _ amount: Amount, _ column: Int) throws(PackError) -> Amount {
    guard let sum else { return amount }
    guard let total = sum.adding(amount) else {
      throw PackError(
        .rows, "\(table.relation.name).\(table.relation.columns[column].name): the sum is beyond 18 digits")
    }
    return total
  }

  private static func look(_ kind: Relation.Kind, _ formats: NumberFormats) -> CellFormat {
    switch kind {
    case .text, .flag: CellFormat()
    case .date: CellFormat(number: formats.date)
    case .number: CellFormat(number: formats.exact)
    case .integer: CellFormat(number: formats.count)
    }
  }
}

extension Amount {
  /// The sum in the larger number of decimals; nil beyond 64 bits.
  fileprivate func adding(_ other: Amount) -> Amount? {
    let decimals = max(decimals, other.decimals)
    guard let first = scaled(to: decimals), let second = other.scaled(to: decimals) else { return nil }
    let (sum, isOver) = first.addingReportingOverflow(second)
    return isOver ? nil : Amount(scaled: sum, decimals: decimals)
  }

  fileprivate func isEqual(to other: Amount) -> Bool {
    let decimals = max(decimals, other.decimals)
    guard let first = scaled(to: decimals), let second = other.scaled(to: decimals) else { return false }
    return first == second
  }

  private func scaled(to decimals: Int) -> Int64? {
    var value = scaled
    for _ in self.decimals..<decimals {
      let (product, isOver) = value.multipliedReportingOverflow(by: 10)
      if isOver { return nil }
      value = product
    }
    return value
  }
}
