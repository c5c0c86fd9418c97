import Domains

/// Ties the data sheets to the rows that they were made of, by formulas over the Excel Tables, in the columns of
/// the checks table.
struct DataChecksWriter {
  let sheet: WorkbookSheet
  let content: PackContent
  let formats: NumberFormats
  let top: Int

  /// Returns the row after the block.
  func write() throws(PackError) -> Int {
    try sheet.text(top, 0, "Data sheets", CellFormat(weight: .bold))
    try sheet.text(top + 1, 0, "the Excel Tables of this workbook, as of now", CellFormat(ink: .soft))
    let labels = content.checksTable.columns
    for (column, label) in labels.enumerated() {
      let look = CellFormat(
        weight: .bold, side: label.kind == .number ? .right : .left, isWrapped: true, underline: .plain)
      try sheet.text(top + 2, column, label.label, look)
    }
    var row = top + 3
    for table in content.data where table.count > 0 {
      try line(
        row, "\(table.name): rows", table.source, "=ROWS(\(table.name)[month])", Double(table.count),
        formats.count)
      row += 1
      guard let total = table.total else { continue }
      try line(
        row, "\(table.name): sum of \(total.column)", table.source, "=SUM(\(table.name)[\(total.column)])",
        total.amount.doubleValue, formats.exact)
      row += 1
    }
    return row + 1
  }

  private func line(
    _ row: Int, _ name: String, _ source: String, _ formula: String, _ value: Double, _ format: String
  ) throws(PackError) {
    let number = CellFormat(number: format, side: .right)
    try sheet.text(row, 0, name)
    try sheet.text(row, 1, source)
    try sheet.text(row, 2, "this workbook")
    try sheet.number(row, 3, value, number)
    try sheet.formula(row, 4, formula, gives: value, number)
    try sheet.formula(row, 5, "=ROUND(E\(row + 1)-D\(row + 1),6)", gives: 0, number)
    try sheet.formula(row, 6, "=IF(F\(row + 1)=0,\"PASS\",\"FAIL\")", gives: "PASS", CellFormat())
  }
}
