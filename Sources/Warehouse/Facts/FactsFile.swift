import Foundation
import Postgres

/// One gzip CSV file on its way into a table.
struct FactsFile {
  let url: URL
  let table: String

  /// Empties the table and streams the file into it.
  ///
  /// - Throws: `FactsError` with the line for anything that is wrong with the file.
  func copy(into store: FactsStore) throws {
    let reader = try GzipReader(url)
    let columns = try store.columns(of: table)
    guard !columns.isEmpty else { throw error("tables.sql creates no such table") }
    var first = try header(from: reader)
    try check(first.header, against: columns)
    try store.empty(table)
    do {
      try store.copy(into: table, columns: columns) {
        defer { first.bytes = [] }
        return first.bytes.isEmpty ? try reader.next() : first.bytes
      }
    } catch let failure as PostgresError where failure.copyLine != nil {
      let reason = [failure.message, failure.detail].compactMap { $0 }.joined(separator: "; ")
      throw error(reason, line: failure.copyLine)
    }
  }

  /// Reads up to the end of the first line, and returns it with all bytes read.
  private func header(from reader: GzipReader) throws -> (header: String, bytes: [UInt8]) {
    var bytes: [UInt8] = []
    while let piece = try reader.next() {
      bytes += piece
      guard let end = bytes.firstIndex(of: UInt8(ascii: "\n")) else { continue }
      return (String(decoding: bytes[..<end], as: UTF8.self), bytes)
    }
    throw error(bytes.isEmpty ? "the file is empty, without a header" : "the file has no line end", line: 1)
  }

  private func check(_ header: String, against columns: [String]) throws {
    let line = header.hasSuffix("\r") ? String(header.dropLast()) : header
    let names = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    guard names.elementsEqual(columns, by: { $0.utf8.elementsEqual($1.utf8) }) else {
      throw error(
        "the header is '\(line.prefix(500))', not the table's columns '\(columns.joined(separator: ","))'",
        line: 1)
    }
  }

  private func error(_ message: String, line: Int? = nil) -> FactsError {
    FactsError(message, file: url.relativePath, line: line, table: table)
  }
}
