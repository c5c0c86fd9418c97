import Domains

/// Ties the data sheets to what the database counts and adds up, by formulas over the Excel Tables, in the columns of
/// the checks table.
struct DataChecksWriter {
  let sheet: WorkbookSheet
  let content: PackContent
  let formats: NumberFormats
  let top: Int

  /// Returns the row after the block.
  func write() throws(PackError) -> Int {
    let language = content.language
    try sheet.text(top, 0, language.text(.dataSheets), CellFormat(weight: .bold))
    try sheet.text(top + 1, 0, language.text(.dataSheetsWhen), CellFormat(ink: .soft))
    let labels = content.checksTable.columns
    for (column, label) in labels.enumerated() {
      let look = CellFormat(
        weight: .bold, side: label.kind == .number ? .right : .left, isWrapped: true, underline: .plain)
      try sheet.text(top + 2, column, label.label, look)
    }
    var row = top + 3
    for table in content.data where table.control.rows > 0 {
      guard let counted = table.relation.columns.first(where: { $0.kind != .flag }) else { continue }
      try line(
        row, language.text(.rowsOf, ["table": table.name]), table.relation.name,
        "=ROWS(\(reference(table, counted.name)))",
        Double(table.control.rows), formats.count)
      row += 1
      for sum in table.control.sums where ["value", "predicted_value"].contains(sum.column) {
        try line(
          row, language.text(.sumOf, ["table": table.name, "column": sum.column]), table.relation.name,
          "=SUM(\(reference(table, sum.column)))", sum.amount.doubleValue, formats.exact)
        row += 1
      }
    }
    return row + 1
  }

  private func reference(_ table: DataTable, _ column: String) -> String {
    LiveFormulas.reference(table.name, column)
  }

  private func line(
    _ row: Int, _ name: String, _ source: String, _ formula: String, _ value: Double, _ format: String
  ) throws(PackError) {
    let number = CellFormat(number: format, side: .right)
    try sheet.text(row, 0, name)
    try sheet.text(row, 1, source)
    try sheet.text(row, 2, content.language.text(.thisWorkbook))
    try sheet.number(row, 3, value, number)
    try sheet.formula(row, 4, formula, gives: value, number)
    try sheet.formula(row, 5, "=ROUND(E\(row + 1)-D\(row + 1),6)", gives: 0, number)
    try sheet.formula(
      row, 6, "=" + TableFormulas.verdict("F\(row + 1)", content.language),
      gives: content.language.verdict(true), CellFormat())
  }
}
