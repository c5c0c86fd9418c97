import Foundation

/// A CSV file whose columns are known by name: every column that is needed, and no other.
struct CSVTable {
  /// As it stands in messages.
  let name: String
  let bytes: Data
  let rows: [Row]

  /// One record and where it begins.
  struct Row {
    let line: Int
    /// What stands before a message about the row: `plan.csv:7`.
    let place: String
    private let fields: [String: String]

    init(line: Int, place: String, fields: [String: String]) {
      self.line = line
      self.place = place
      self.fields = fields
    }

    /// Empty for a column that may be missing and is.
    subscript(column: String) -> String { fields[column] ?? "" }

    func refused(_ reason: String) -> Failure { .data("\(place): \(reason)") }
  }

  /// Throws `Failure.data` for a file that cannot be read, is no CSV in UTF-8 or has other columns, with its line.
  init(path: String, columns: [String], optional: [String] = []) throws(Failure) {
    let bytes: Data
    do {
      bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    } catch {
      throw .data("\(path): \(error.localizedDescription)")
    }
    try self.init(bytes, name: path, columns: columns, optional: optional)
  }

  init(_ bytes: Data, name: String, columns: [String], optional: [String] = []) throws(Failure) {
    self.name = name
    self.bytes = bytes
    guard String(data: bytes, encoding: .utf8) != nil else { throw .data("\(name): is not in UTF-8") }
    let read = bytes.withUnsafeBytes { raw in
      Result { () throws(CSVScanner.Malformed) in try Self.rows(raw, name, columns, optional) }
    }
    switch read {
    case .success(let read): rows = read
    case .failure(let error): throw .data("\(name):\(error.line): \(error.reason)")
    }
  }

  private static func rows(
    _ bytes: UnsafeRawBufferPointer, _ name: String, _ columns: [String], _ optional: [String]
  ) throws(CSVScanner.Malformed) -> [Row] {
    var scanner = CSVScanner(bytes)
    guard try scanner.next() else { throw .init(line: 1, reason: "the file is empty") }
    let header = (0..<scanner.count).map { scanner.string($0) }
    let wanted = "expected the columns \(columns.joined(separator: ", "))"
    for column in columns where !header.contains(column) {
      throw .init(line: scanner.line, reason: "there is no column '\(column)'; \(wanted)")
    }
    for (position, column) in header.enumerated() {
      guard columns.contains(column) || optional.contains(column) else {
        throw .init(line: scanner.line, reason: "the column '\(column)' is not known; \(wanted)")
      }
      guard !header[..<position].contains(column) else {
        throw .init(line: scanner.line, reason: "the column '\(column)' stands twice")
      }
    }
    var rows: [Row] = []
    while try scanner.next() {
      guard scanner.count == header.count else {
        throw .init(line: scanner.line, reason: "\(scanner.count) fields where the header has \(header.count)")
      }
      let fields = header.indices.map { (header[$0], scanner.string($0)) }
      rows.append(
        Row(
          line: scanner.line, place: "\(name):\(scanner.line)", fields: Dictionary(uniqueKeysWithValues: fields)
        ))
    }
    return rows
  }
}
