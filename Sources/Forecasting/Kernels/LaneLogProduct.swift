#if canImport(Glibc)
  import Glibc
#endif

/// The sum of logarithms of positive numbers, by their product: one logarithm at the end, none a number.
struct LaneLogProduct {
  /// In [1, 2).
  private var significand = Lanes.one
  private var exponent = SIMD8<UInt64>.zero
  private var count = 0

  private static let exponentBits: UInt64 = 52
  private static let bias: UInt64 = 1023

  /// Every number must be positive and normal.
  @inline(__always)
  mutating func multiply(_ number: Lanes) {
    let bits = unsafeBitCast(significand * number, to: SIMD8<UInt64>.self)
    exponent &+= bits &>> Self.exponentBits
    let mask: UInt64 = (1 << Self.exponentBits) - 1
    significand = unsafeBitCast(bits & mask | Self.bias << Self.exponentBits, to: Lanes.self)
    count += 1
  }

  subscript(lane: Int) -> Double {
    log(significand[lane]) + log(2) * (Double(exponent[lane]) - Double(count) * Double(Self.bias))
  }
}
