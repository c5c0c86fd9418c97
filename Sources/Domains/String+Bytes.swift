import Glibc

extension String {
  /// Whether both have the same UTF-8 bytes: canonically equivalent spellings have not.
  public func isByteEqual(to other: String) -> Bool {
    let (left, right) = (utf8Span, other.utf8Span)
    guard left.count == right.count else { return false }
    return left.span.withUnsafeBytes { first in
      right.span.withUnsafeBytes { second in
        guard let one = first.baseAddress, let two = second.baseAddress else { return true }
        return memcmp(one, two, first.count) == 0
      }
    }
  }
}
