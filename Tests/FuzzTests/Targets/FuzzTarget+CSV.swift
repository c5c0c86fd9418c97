import Forecasting
import Foundation

@testable import forecastpack

extension FuzzTarget {
  static let csv: [FuzzTarget] = [
    FuzzTarget(
      "csv_records",
      samples: [
        Array("unique_id,ds,y\na,2013-11,1\n\"b, \"\"c\"\"\",2013-12-01,\r\n".utf8),
        Array("\u{FEFF}a,b\n\n\"x\ny\",\"\"\n,\n".utf8),
      ], tokens: ["\"\"", "\r", "\"\n\""], body: records),
    FuzzTarget(
      "series_file",
      samples: [
        Array("unique_id,ds,y\na,2013-11,1.5\na,2013-12,\nb,2012-01-01,-3\nb,2012-05-01,nan\n".utf8),
        Array("ds,other,y,unique_id\n2001-01,x,0,\"q,1\"\n2001-03,y,1e300,\"q,1\"\n".utf8),
      ], tokens: ["unique_id", "ds", "y", "2013-11", "2013-13", "-inf", "0x1p-3"], body: series),
  ]

  /// Records that are written again and read again are the same records.
  private static func records(_ input: [UInt8]) throws {
    guard let records = try read(input) else { return }
    guard let first = records.first else { return }
    var text = CSVText(header: first.map(Self.text))
    for record in records.dropFirst() { text.append(record.map(Self.text)) }
    // A record that is one empty field is an empty line, which is none.
    let kept = records.map { $0.map { Array(Self.text($0).utf8) } }.filter { $0 != [[]] }
    let again = try read(Array(text.data))
    // The writer is not asked to keep a byte order mark apart from a first name that begins with one.
    guard !text.data.starts(with: [0xEF, 0xBB, 0xBF]) else { return }
    try require(again == kept, "\(kept) became \(again ?? [])")
  }

  private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

  /// Nil where the file is refused.
  private static func read(_ input: [UInt8]) throws -> [[[UInt8]]]? {
    try input.withUnsafeBytes { bytes in
      var scanner = CSVScanner(bytes)
      var records: [[[UInt8]]] = []
      do throws(CSVScanner.Malformed) {
        while try scanner.next() { records.append((0..<scanner.count).map { Array(scanner[$0]) }) }
      } catch {
        let lines = input.count { $0 == UInt8(ascii: "\n") } + 1
        try require((1...lines).contains(error.line), "line \(error.line)")
        return nil
      }
      return records
    }
  }

  /// Whatever is read is dense, ends with a value of the file, and every series has a name of its own.
  private static func series(_ input: [UInt8]) throws {
    let file: SeriesFile
    do {
      file = try SeriesFile(Data(input), name: "input.csv")
    } catch let failure as Failure {
      try require("\(failure)".hasPrefix("input.csv:"), "no file and line in '\(failure)'")
      return
    }
    try require(Set(file.ids).count == file.ids.count, "a name twice in \(file.ids)")
    try require(file.ids.count == file.panel.count, "\(file.ids.count) names of \(file.panel.count) series")
    for index in 0..<file.panel.count {
      let series = file.panel[index]
      try require(series.count > 0, "series \(file.ids[index]) is empty")
      try require(
        series.firstMonth + series.count - 1 <= file.panel.asOf, "\(file.ids[index]) ends after the panel")
    }
  }
}
