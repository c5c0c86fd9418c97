/// One row of a COPY BINARY, read field after field straight from libpq's buffer.
///
/// Each call takes the next field; nil is NULL. A field of another length than its type's is a `protocol` error.
public struct CopyRow: ~Escapable {
  private let bytes: RawSpan
  private var offset = 2  // behind the count of fields

  @_lifetime(copy bytes)
  init(_ bytes: RawSpan) { self.bytes = bytes }

  public mutating func boolean() throws(PostgresError) -> Bool? {
    guard let start = try next(length: 1) else { return nil }
    return bytes.unsafeLoad(fromByteOffset: start, as: UInt8.self) != 0
  }

  public mutating func int16() throws(PostgresError) -> Int16? {
    guard let start = try next(length: 2) else { return nil }
    return Int16(bigEndian: bytes.unsafeLoadUnaligned(fromByteOffset: start, as: Int16.self))
  }

  public mutating func int32() throws(PostgresError) -> Int32? {
    guard let start = try next(length: 4) else { return nil }
    return Int32(bigEndian: bytes.unsafeLoadUnaligned(fromByteOffset: start, as: Int32.self))
  }

  public mutating func int64() throws(PostgresError) -> Int64? {
    guard let start = try next(length: 8) else { return nil }
    return Int64(bigEndian: bytes.unsafeLoadUnaligned(fromByteOffset: start, as: Int64.self))
  }

  public mutating func double() throws(PostgresError) -> Double? {
    guard let start = try next(length: 8) else { return nil }
    return Double(
      bitPattern: UInt64(bigEndian: bytes.unsafeLoadUnaligned(fromByteOffset: start, as: UInt64.self)))
  }

  /// A `date` as days since 2000-01-01; `infinity` and `-infinity` are Int32's ends.
  public mutating func daysSince2000() throws(PostgresError) -> Int32? { try int32() }

  /// A `timestamptz` as microseconds since 2000-01-01 00:00 UTC.
  public mutating func microsecondsSince2000() throws(PostgresError) -> Int64? { try int64() }

  public mutating func text() throws(PostgresError) -> String? {
    guard let field = try nextField() else { return nil }
    return bytes.extracting(field).withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
  }

  /// A `bytea`.
  public mutating func binary() throws(PostgresError) -> [UInt8]? {
    guard let field = try nextField() else { return nil }
    return bytes.extracting(field).withUnsafeBytes { Array($0) }
  }

  /// An exact number; the inner result says why there is none.
  public mutating func numeric() throws(PostgresError) -> Swift.Result<BinaryNumeric, BinaryNumeric.Failure>? {
    guard let field = try nextField() else { return nil }
    do throws(BinaryNumeric.Failure) {
      return .success(try BinaryNumeric(bytes.extracting(field)))
    } catch {
      return .failure(error)
    }
  }

  /// The next `count` fields as they are, lengths included: equal bytes are equal values. Nil when one is NULL.
  public mutating func rawFields<T>(_ count: Int, _ body: (UnsafeRawBufferPointer) throws -> T) throws -> T? {
    let start = offset
    var isNull = false
    for _ in 0..<count where try nextField() == nil { isNull = true }
    guard !isNull else { return nil }
    return try bytes.extracting(start..<offset).withUnsafeBytes(body)
  }

  /// Where the next field lies; nil for NULL.
  private mutating func nextField() throws(PostgresError) -> Range<Int>? {
    guard offset + 4 <= bytes.byteCount else { throw Self.malformed("a row with too few fields") }
    let length = Int(Int32(bigEndian: bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: Int32.self)))
    offset += 4
    guard length >= 0 else { return nil }
    guard offset + length <= bytes.byteCount else { throw Self.malformed("a field beyond its row") }
    defer { offset += length }
    return offset..<offset + length
  }

  private mutating func next(length: Int) throws(PostgresError) -> Int? {
    guard let field = try nextField() else { return nil }
    guard field.count == length else {
      throw Self.malformed("a field of \(field.count) bytes instead of \(length)")
    }
    return field.lowerBound
  }

  static func malformed(_ what: String) -> PostgresError {
    PostgresError(kind: .protocol, message: "COPY BINARY sent \(what)")
  }
}
