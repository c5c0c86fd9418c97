/// Splits CSV (RFC 4180: quotes doubled inside quotes, LF or CRLF) into records of byte fields.
struct CSVScanner {
  private let bytes: UnsafeRawBufferPointer
  private var position = 0
  /// The line on which the record that was read last begins, from 1.
  private(set) var line = 0
  private var nextLine = 1
  /// The fields of the last record; each is a range of `text`.
  private var fields: [Range<Int>] = []
  private var text: [UInt8] = []

  /// What is wrong with the file, and where.
  struct Malformed: Error {
    let line: Int
    let reason: String
  }

  init(_ bytes: UnsafeRawBufferPointer) {
    self.bytes = bytes
    // A byte order mark is no part of the first name.
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
  }

  var count: Int { fields.count }

  subscript(index: Int) -> ArraySlice<UInt8> { text[fields[index]] }

  func string(_ index: Int) -> String { String(decoding: self[index], as: UTF8.self) }

  /// Reads the next record that is not an empty line; false at the end.
  mutating func next() throws(Malformed) -> Bool {
    fields.removeAll(keepingCapacity: true)
    text.removeAll(keepingCapacity: true)
    while position < bytes.count, bytes[position] == UInt8(ascii: "\n") || bytes[position] == UInt8(ascii: "\r")
    {
      if bytes[position] == UInt8(ascii: "\n") { nextLine += 1 }
      position += 1
    }
    guard position < bytes.count else { return false }
    line = nextLine
    while true {
      let start = text.count
      if position < bytes.count, bytes[position] == UInt8(ascii: "\"") {
        try readQuoted()
      } else {
        while position < bytes.count, !isEnd(bytes[position]) {
          text.append(bytes[position])
          position += 1
        }
      }
      fields.append(start..<text.count)
      guard position < bytes.count else { return true }
      guard bytes[position] == UInt8(ascii: ",") else {
        guard isEnd(bytes[position]) else { throw Malformed(line: line, reason: "text after a closing quote") }
        return true
      }
      position += 1
    }
  }

  private mutating func readQuoted() throws(Malformed) {
    position += 1
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      if byte == UInt8(ascii: "\"") {
        guard position < bytes.count, bytes[position] == byte else { return }
        position += 1
      } else if byte == UInt8(ascii: "\n") {
        nextLine += 1
      }
      text.append(byte)
    }
    throw Malformed(line: line, reason: "a quote is not closed")
  }

  private func isEnd(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
  }
}
