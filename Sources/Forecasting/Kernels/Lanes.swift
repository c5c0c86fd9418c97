/// One number of each of eight series that are worked on together.
///
/// A lane never looks at its neighbours, so a series gives the same bits in any lane and any company.
typealias Lanes = SIMD8<Double>

/// A yes or no for each lane.
typealias LaneMask = SIMDMask<SIMD8<Int64>>

extension SIMD8<Double> {
  /// How many series fit side by side.
  static var width: Int { 8 }

  /// `self` in the lanes of the mask, `other` elsewhere.
  @inline(__always)
  func kept(_ mask: LaneMask, else other: Lanes) -> Lanes { other.replacing(with: self, where: mask) }
}

extension SIMD8<Double> {
  static var one: Lanes { Lanes(repeating: 1) }

  /// Each lane without its sign.
  @inline(__always)
  var magnitudes: Lanes { kept(self .>= 0, else: 0 - self) }
}
