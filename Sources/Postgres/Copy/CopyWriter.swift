/// Writes the rows of a COPY BINARY field after field; libpq gets them 64 KiB at a time.
///
/// The columns of a row come in the order of `copyIn`; nil is NULL. A field of the wrong width for its column is
/// refused by the server with the row's number.
public struct CopyWriter: ~Copyable {
  private let handle: Handle
  private let statement: String
  private let columnCount: Int
  private var column = 0
  private var buffer: [UInt8] = []

  static let capacity = 1 << 16
  /// Signature, no flags, no extension (PostgreSQL manual, COPY, Binary Format).
  static let header: [UInt8] = [
    0x50, 0x47, 0x43, 0x4F, 0x50, 0x59, 0x0A, 0xFF, 0x0D, 0x0A, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  ]

  init(_ handle: Handle, _ statement: String, columnCount: Int) {
    self.handle = handle
    self.statement = statement
    self.columnCount = columnCount
    buffer.reserveCapacity(Self.capacity + 4_096)
    buffer += Self.header
  }

  public mutating func boolean(_ value: Bool?) throws(PostgresError) {
    try field(value.map { $0 ? UInt8(1) : 0 })
  }

  public mutating func int16(_ value: Int16?) throws(PostgresError) { try field(value) }
  public mutating func int32(_ value: Int32?) throws(PostgresError) { try field(value) }
  public mutating func int64(_ value: Int64?) throws(PostgresError) { try field(value) }
  public mutating func double(_ value: Double?) throws(PostgresError) { try field(value?.bitPattern) }

  /// A `date` as days since 2000-01-01 (see `CivilDay`).
  public mutating func date(daysSince2000 days: Int32?) throws(PostgresError) { try field(days) }

  /// A `timestamptz` as microseconds since 2000-01-01 00:00 UTC.
  public mutating func timestamp(microsecondsSince2000 microseconds: Int64?) throws(PostgresError) {
    try field(microseconds)
  }

  /// A zero character, which PostgreSQL cannot hold, is refused by the server.
  public mutating func text(_ value: String?) throws(PostgresError) {
    guard var value else { return try null() }
    beginField()
    value.withUTF8 { utf8 in
      append(Int32(utf8.count))
      buffer.append(contentsOf: utf8)
    }
    try endField()
  }

  /// A `bytea`.
  public mutating func binary(_ value: [UInt8]?) throws(PostgresError) {
    guard let value else { return try null() }
    beginField()
    append(Int32(value.count))
    buffer.append(contentsOf: value)
    try endField()
  }

  /// A `numeric` of `scaled` / 10^`decimals`, exactly; 0...18 decimals.
  public mutating func numeric(scaled: Int64?, decimals: Int) throws(PostgresError) {
    guard let scaled else { return try null() }
    beginField()
    let start = buffer.count
    append(Int32(0))
    BinaryNumeric(scaled: scaled, decimals: decimals).encode(into: &buffer)
    let length = UInt32(buffer.count - start - 4)
    for index in 0..<4 { buffer[start + index] = UInt8(truncatingIfNeeded: length >> UInt32(24 - 8 * index)) }
    try endField()
  }

  public mutating func null() throws(PostgresError) {
    beginField()
    append(Int32(-1))
    try endField()
  }

  private mutating func field<T: FixedWidthInteger>(_ value: T?) throws(PostgresError) {
    guard let value else { return try null() }
    beginField()
    append(Int32(T.bitWidth / 8))
    append(value)
    try endField()
  }

  private mutating func beginField() {
    if column == 0 { append(Int16(columnCount)) }
  }

  private mutating func endField() throws(PostgresError) {
    column = column + 1 == columnCount ? 0 : column + 1
    if buffer.count >= Self.capacity { try flush() }
  }

  private mutating func append<T: FixedWidthInteger>(_ value: T) {
    withUnsafeBytes(of: value.bigEndian) { buffer.append(contentsOf: $0) }
  }

  private mutating func flush() throws(PostgresError) {
    try handle.sendCopy(buffer.span.bytes, statement)
    buffer.removeAll(keepingCapacity: true)
  }

  /// Sends what is left and the trailer.
  mutating func finish() throws(PostgresError) {
    guard column == 0 else {
      throw PostgresError(
        kind: .protocol, message: "the last row ends after \(column) of \(columnCount) columns",
        statement: statement)
    }
    append(Int16(-1))
    try flush()
  }
}
