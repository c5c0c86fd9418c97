import Domains

/// Writes every data sheet, and keeps what the other sheets need of them: their sums.
struct DataSheets {
  private(set) var sums: [String: LeafSums] = [:]

  /// Reads each table once, its rows in order.
  mutating func write(
    _ sheets: [(table: DataTable, sheet: WorkbookSheet)], of domains: [Domain], from reader: any DataRowReader,
    formats: NumberFormats, _ language: Language, isSound: Bool
  ) throws {
    for (table, sheet) in sheets {
      var stream = try DataStream(sheet, table, formats: formats)
      let last = table.relation.columns.count
      try sheet.text(0, last + 1, language.text(.checks), CellFormat(weight: .bold))
      try sheet.formula(
        0, last + 2, "=MasterCheck", gives: language.verdict(isSound),
        CellFormat(weight: .bold, ink: isSound ? .good : .bad))
      var sums = domains.first { $0.name == table.domain }.flatMap { LeafSums(table, of: $0) }
      try reader.read(table) { fields in
        try stream.add(fields)
        sums?.add(fields)
      }
      try stream.finish()
      sheet.widths(table.relation.columns.map(Self.width) + [3, 10])
      if let sums, sums.isUsable { self.sums[table.name] = sums }
    }
  }

  /// In characters, the filter arrow included.
  private static func width(_ column: Relation.Column) -> Double {
    let content: [Relation.Kind: Int] = [.text: 18, .date: 11, .number: 16, .integer: 8, .flag: 8]
    return Double(max(content[column.kind] ?? 12, column.name.count + 4))
  }
}
