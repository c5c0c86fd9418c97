import Domains
import Glibc

/// Numbers the series in the order in which they appear, by the bytes of their keys as COPY BINARY sends them.
///
/// Open addressing over one array of bytes: a row costs a hash and a comparison, and no allocation.
struct KeyTable {
  private let keyCount: Int
  private var bytes: [UInt8] = []
  /// Series i owns `bytes[starts[i]..<starts[i + 1]]`.
  private var starts = [0]
  /// Series numbers, -1 is free; a power of two, at most half full.
  private var slots = [Int32](repeating: -1, count: 1_024)
  private var last = -1

  init(keyCount: Int) { self.keyCount = keyCount }

  var count: Int { starts.count - 1 }

  /// The number of the series whose fields are `key`, a new one at its first appearance.
  mutating func index(of key: UnsafeRawBufferPointer) -> Int {
    if last >= 0, isEqual(last, key) { return last }
    var slot = Self.hash(key) & (slots.count - 1)
    while slots[slot] >= 0 {
      let series = Int(slots[slot])
      if isEqual(series, key) {
        last = series
        return series
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    last = count
    slots[slot] = Int32(last)
    bytes.append(contentsOf: key)
    starts.append(bytes.count)
    if count * 2 > slots.count { grow() }
    return last
  }

  /// The keys of a series, field by field: a length of 4 bytes, big-endian, and the UTF-8 of the text.
  func key(_ series: Int) -> SeriesKey {
    var values: [String] = []
    var at = starts[series]
    for _ in 0..<keyCount {
      let length = bytes[at..<at + 4].reduce(0) { $0 << 8 | Int($1) }
      values.append(String(decoding: bytes[at + 4..<at + 4 + length], as: UTF8.self))
      at += 4 + length
    }
    return SeriesKey(values)
  }

  private func isEqual(_ series: Int, _ key: UnsafeRawBufferPointer) -> Bool {
    let start = starts[series]
    guard starts[series + 1] - start == key.count else { return false }
    return bytes.withUnsafeBytes { memcmp($0.baseAddress! + start, key.baseAddress!, key.count) == 0 }
  }

  private mutating func grow() {
    slots = [Int32](repeating: -1, count: slots.count * 2)
    for series in 0..<count {
      let range = starts[series]..<starts[series + 1]
      var slot =
        bytes.withUnsafeBytes { Self.hash(UnsafeRawBufferPointer(rebasing: $0[range])) } & (slots.count - 1)
      while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = Int32(series)
    }
  }

  /// FNV-1a over words of 8 bytes; only the place in the table depends on it.
  private static func hash(_ key: UnsafeRawBufferPointer) -> Int {
    var value: UInt64 = 0xcbf2_9ce4_8422_2325
    var at = 0
    while at + 8 <= key.count {
      value = (value ^ key.loadUnaligned(fromByteOffset: at, as: UInt64.self)) &* 0x100_0000_01b3
      value ^= value >> 29
      at += 8
    }
    while at < key.count {
      value = (value ^ UInt64(key[at])) &* 0x100_0000_01b3
      at += 1
    }
    return Int(truncatingIfNeeded: (value ^ value >> 32) & 0x7fff_ffff)
  }
}
