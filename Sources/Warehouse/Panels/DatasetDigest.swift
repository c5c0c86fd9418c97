import Digests
import Domains
import Forecasting
import Postgres

/// The canonical digest of a dataset as of a month: the same for the same rows, whatever their order in the table and
/// whatever came later.
///
/// SHA-256 over fields, each the count of its UTF-8 bytes in 8 bytes, big-endian, and the bytes: first the names
/// `month`, the keys, the measures (the value, then every other number column by name); then every row of a complete
/// month up to the as-of month, in the order of the keys' UTF-8 bytes and the month, as `2013-11-01`, the keys and the
/// measures as exact decimals without zeros at their end (`trim_scale(x)::text`); NULL, which only the others may be,
/// is the field `NULL`.
struct DatasetDigest {
  private let hash = SHA256()
  private var buffer: [UInt8] = []
  private var keyFields: [UInt8] = []
  private let firstMonth: Month
  /// The field of each month, as writing a date is dear and the months are few.
  private let monthFields: [[UInt8]]

  init(_ columns: DatasetColumns, months: ClosedRange<Month>) {
    firstMonth = months.lowerBound
    monthFields = (0...(months.upperBound - months.lowerBound)).map { later in
      var field: [UInt8] = []
      Self.append(Array((months.lowerBound + later).firstDay.utf8), to: &field)
      return field
    }
    for name in ["month"] + columns.keys + columns.measures.map(\.name) { hash.updateField(name) }
    buffer.reserveCapacity(Self.capacity + 4_096)
  }

  private static let capacity = 1 << 16

  /// The series of the rows that follow.
  mutating func begin(_ key: SeriesKey) {
    keyFields.removeAll(keepingCapacity: true)
    for value in key.values { Self.append(Array(value.utf8), to: &keyFields) }
  }

  mutating func add(_ month: Month, _ numbers: [BinaryNumeric?]) {
    buffer += monthFields[month - firstMonth]
    buffer += keyFields
    for number in numbers { append(number) }
    if buffer.count >= Self.capacity { flush() }
  }

  mutating func finish() -> String {
    flush()
    return hash.finishHex()
  }

  private mutating func flush() {
    hash.update(buffer)
    buffer.removeAll(keepingCapacity: true)
  }

  private static func append(_ field: [UInt8], to bytes: inout [UInt8]) {
    withUnsafeBytes(of: UInt64(field.count).bigEndian) { bytes.append(contentsOf: $0) }
    bytes += field
  }

  /// The decimal text, written from its last digit into a place of 40 bytes.
  private mutating func append(_ number: BinaryNumeric?) {
    guard let number else { return Self.append(Array("NULL".utf8), to: &buffer) }
    withUnsafeTemporaryAllocation(byteCount: 40, alignment: 1) { place in
      var at = place.count
      func put(_ byte: UInt8) {
        at -= 1
        place[at] = byte
      }
      var rest = number.scaled.magnitude
      var digits = 0
      while rest > 0 || digits <= number.decimals {
        if digits == number.decimals, digits > 0 { put(UInt8(ascii: ".")) }
        put(UInt8(ascii: "0") + UInt8(rest % 10))
        rest /= 10
        digits += 1
      }
      if number.scaled < 0 { put(UInt8(ascii: "-")) }
      withUnsafeBytes(of: UInt64(place.count - at).bigEndian) { buffer.append(contentsOf: $0) }
      buffer.append(contentsOf: place[at...])
    }
  }
}
