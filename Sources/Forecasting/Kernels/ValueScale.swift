#if canImport(Glibc)
  import Glibc
#endif

/// The scale on which a model works: logarithms, or the values divided by a power of two near their size, which
/// rounds nothing and keeps squares of any finite value finite.
struct ValueScale {
  let isLogarithmic: Bool
  private let unit: Double

  /// Logarithms if they are preferred and every value is positive.
  init(_ values: some Collection<Double>, prefersLogarithm: Bool) {
    var greatest = 0.0
    var isPositive = true
    for value in values {
      greatest = max(greatest, abs(value))
      isPositive = isPositive && value > 0
    }
    isLogarithmic = prefersLogarithm && isPositive
    unit =
      greatest.isNormal
      ? Double(sign: .plus, exponent: min(max(greatest.exponent, -1021), 1022), significand: 1) : 1
  }

  @inline(__always)
  func transform(_ value: Double) -> Double { isLogarithmic ? log(value) : value / unit }

  @inline(__always)
  func restore(_ value: Double) -> Double { isLogarithmic ? exp(value) : value * unit }
}
