import Foundation

/// CSV that is being written.
struct CSVText {
  private var bytes: [UInt8] = []

  init(header: [String]) { append(header) }

  /// One record; a field is quoted where it must be.
  mutating func append(_ fields: [String]) {
    for (index, field) in fields.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      let mustQuote = field.utf8.contains {
        $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\n")
          || $0 == UInt8(ascii: "\r")
      }
      guard mustQuote else {
        bytes += field.utf8
        continue
      }
      bytes.append(UInt8(ascii: "\""))
      for byte in field.utf8 {
        if byte == UInt8(ascii: "\"") { bytes.append(byte) }
        bytes.append(byte)
      }
      bytes.append(UInt8(ascii: "\""))
    }
    bytes.append(UInt8(ascii: "\n"))
  }

  var data: Data { Data(bytes) }

  /// Replaces the file at `path` at once or not at all; `-` is standard output.
  func write(to path: String) throws {
    do {
      if path == "-" {
        try FileHandle.standardOutput.write(contentsOf: data)
      } else {
        try data.write(to: URL(fileURLWithPath: path), options: .atomic)
      }
    } catch {
      throw Failure.output("\(path): \(error.localizedDescription)")
    }
  }
}
