/// One combination of a domain's keys, in the order of `Domain.keys`; `(all)` below the level of an aggregate.
public struct SeriesKey: Hashable, Comparable, Sendable {
  public let values: [String]

  public init(_ values: [String]) { self.values = values }

  /// By UTF-8 bytes, key by key, whatever the locale.
  public static func < (left: SeriesKey, right: SeriesKey) -> Bool {
    for (first, second) in zip(left.values, right.values) where !first.isByteEqual(to: second) {
      return first.utf8.lexicographicallyPrecedes(second.utf8)
    }
    return left.values.count < right.values.count
  }

  /// Byte equality: two canonically equivalent spellings are two keys, as they are in PostgreSQL.
  public static func == (left: SeriesKey, right: SeriesKey) -> Bool {
    left.values.count == right.values.count
      && zip(left.values, right.values).allSatisfy { $0.isByteEqual(to: $1) }
  }

  public func hash(into hasher: inout Hasher) {
    for value in values {
      value.utf8Span.span.withUnsafeBytes { hasher.combine(bytes: $0) }
      hasher.combine(UInt8(0))
    }
  }
}
