/// A complex state of complex exponential smoothing, of one series or of eight.
struct ComplexPair<Value: LaneArithmetic> {
  /// The real part.
  var level = Value(constant: 0)
  /// The imaginary part.
  var potential = Value(constant: 0)

  /// Turns by `gains` and takes in an error.
  @inline(__always)
  mutating func move(_ gains: ComplexGains<Value>, _ error: Value) {
    let before = level
    level = before - gains.imaginary * potential + gains.level * error
    potential = before + gains.real * potential + gains.potential * error
  }
}

extension ComplexPair<Lanes> {
  /// `self` in the lanes of the mask, `other` elsewhere.
  @inline(__always)
  func kept(_ mask: LaneMask, else other: Self) -> Self {
    Self(level: level.kept(mask, else: other.level), potential: potential.kept(mask, else: other.potential))
  }
}
