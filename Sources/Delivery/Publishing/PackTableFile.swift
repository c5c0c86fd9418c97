import Warehouse

/// A table of a pack as CSV (RFC 4180, UTF-8, LF): a header with the database's column names, then a row a line.
///
/// NULL is an empty field, empty text is `""`. Text that a spreadsheet would take for a formula gets a quote mark in
/// front, as does text that begins with one: reading takes it away again.
public enum PackTableFile {
  /// `data/kpi_monthly_sales.csv`.
  public static func path(_ relation: String) -> String { "data/\(relation).csv" }

  /// The whole file.
  public static func encode(_ table: PackTable) -> [UInt8] {
    var bytes: [UInt8] = []
    for row in [table.columns.map { Optional($0) }] + table.rows { append(row, to: &bytes) }
    return bytes
  }

  /// The file of a table whose rows come one at a time, in pieces; returns how many rows it has.
  public static func write(_ stream: PackTables.Stream, _ write: ([UInt8]) throws -> Void) throws -> Int {
    var bytes: [UInt8] = []
    append(stream.table.columns, to: &bytes)
    let count = try stream.read { row in
      append(row, to: &bytes)
      if bytes.count >= 65_536 {
        try write(bytes)
        bytes.removeAll(keepingCapacity: true)
      }
    }
    try write(bytes)
    return count
  }

  /// One line of a file.
  public static func append(_ row: [String?], to bytes: inout [UInt8]) {
    for (position, field) in row.enumerated() {
      if position > 0 { bytes.append(comma) }
      if let field { append(field, to: &bytes) }
    }
    bytes.append(lineFeed)
  }

  private static let (comma, quote, lineFeed) = (UInt8(ascii: ","), UInt8(ascii: "\""), UInt8(0x0A))

  private static func append(_ field: String, to bytes: inout [UInt8]) {
    let isGuarded = isFormula(field) || field.utf8.first == UInt8(ascii: "'")
    // Millions of fields: their bytes are looked at and copied as a whole.
    field.utf8Span.span.withUnsafeBytes { text in
      var (isPlain, hasQuote) = (!text.isEmpty, false)
      for byte in text where byte == quote || byte == comma || byte == lineFeed || byte == 0x0D {
        isPlain = false
        if byte == quote { hasQuote = true }
      }
      if !isPlain { bytes.append(quote) }
      if isGuarded { bytes.append(UInt8(ascii: "'")) }
      if hasQuote {
        for byte in text {
          if byte == quote { bytes.append(quote) }
          bytes.append(byte)
        }
      } else {
        bytes.append(contentsOf: text)
      }
      if !isPlain { bytes.append(quote) }
    }
  }

  /// What Excel and its like may compute; a plain number is none.
  private static func isFormula(_ field: String) -> Bool {
    // Most fields begin with a letter or a digit.
    guard let byte = field.utf8.first,
      byte < UInt8(ascii: "0") || byte > UInt8(ascii: "z") || byte == UInt8(ascii: "=")
        || byte == UInt8(ascii: "@")
    else { return false }
    guard
      let first = field.unicodeScalars.first(where: {
        !$0.properties.isWhitespace || "\t\r".unicodeScalars.contains($0)
      })
    else { return false }
    return "=+-@\t\r".unicodeScalars.contains(first) && !isNumber(field)
  }

  /// `-12.50`, `1e-05`: digits, a point and digits, an exponent.
  private static func isNumber(_ field: String) -> Bool {
    var rest = field.utf8[...]
    func sign() { if let first = rest.first, "+-".utf8.contains(first) { rest.removeFirst() } }
    func digits() -> Bool {
      let count = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }.count
      rest.removeFirst(count)
      return count > 0
    }
    sign()
    guard digits() else { return false }
    if rest.first == UInt8(ascii: ".") {
      rest.removeFirst()
      guard digits() else { return false }
    }
    if rest.first == UInt8(ascii: "e") {
      rest.removeFirst()
      sign()
      guard digits() else { return false }
    }
    return rest.isEmpty
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
