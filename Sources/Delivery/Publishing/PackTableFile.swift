import Warehouse

/// A table of a pack as CSV (RFC 4180, UTF-8, LF): a header with the database's column names, then a row a line.
///
/// NULL is an empty field, empty text is `""`. Text that a spreadsheet would take for a formula gets a quote mark in
/// front, as does text that begins with one: reading takes it away again.
public enum PackTableFile {
  /// `data/kpi_monthly_sales.csv`.
  public static func path(_ relation: String) -> String { "data/\(relation).csv" }

  public static func encode(_ table: PackTable) -> [UInt8] {
    var text = ""
    for row in [table.columns.map { Optional($0) }] + table.rows {
      for (position, field) in row.enumerated() {
        if position > 0 { text += "," }
        if let field { text += encode(field) }
      }
      text += "\n"
    }
    return Array(text.utf8)
  }

  private static func encode(_ field: String) -> String {
    let bytes = field.utf8
    let guarded = isFormula(field) || bytes.first == UInt8(ascii: "'") ? "'" + field : field
    let isPlain = !bytes.isEmpty && !bytes.contains { [0x22, 0x2C, 0x0A, 0x0D].contains($0) }
    return isPlain ? guarded : "\"" + guarded.replacing("\"", with: "\"\"") + "\""
  }

  /// What Excel and its like may compute; a plain number is none.
  private static func isFormula(_ field: String) -> Bool {
    guard
      let first = field.unicodeScalars.first(where: {
        !$0.properties.isWhitespace || "\t\r".unicodeScalars.contains($0)
      })
    else { return false }
    return "=+-@\t\r".unicodeScalars.contains(first)
      && field.wholeMatch(of: /[+-]?[0-9]+(\.[0-9]+)?(e[+-]?[0-9]+)?/) == nil
  }

  /// Rows of fields, the header first; nil for what is no such file.
  public static func decode(_ bytes: [UInt8]) -> [[String?]]? {
    guard let last = bytes.last, last == 0x0A else { return nil }
    var rows: [[String?]] = []
    var row: [String?] = []
    var field: [UInt8] = []
    var place = 0
    while place < bytes.count {
      var isQuoted = false
      if bytes[place] == 0x22 {
        isQuoted = true
        place += 1
        while true {
          guard place < bytes.count else { return nil }
          if bytes[place] == 0x22 {
            guard place + 1 < bytes.count, bytes[place + 1] == 0x22 else { break }
            place += 1
          }
          field.append(bytes[place])
          place += 1
        }
        place += 1
      } else {
        while place < bytes.count, bytes[place] != 0x2C, bytes[place] != 0x0A {
          field.append(bytes[place])
          place += 1
        }
      }
      guard place < bytes.count, bytes[place] == 0x2C || bytes[place] == 0x0A,
        let text = String(validating: field, as: UTF8.self)
      else { return nil }
      row.append(
        field.isEmpty && !isQuoted
          ? nil : text.utf8.first == UInt8(ascii: "'") ? String(text.dropFirst()) : text)
      field.removeAll(keepingCapacity: true)
      if bytes[place] == 0x0A {
        rows.append(row)
        row = []
      }
      place += 1
    }
    return rows
  }
}
