/// What a recursion needs of a number, so that it is written once for one series and for eight.
protocol LaneArithmetic {
  init(constant: Double)
  static func + (left: Self, right: Self) -> Self
  static func - (left: Self, right: Self) -> Self
  static func * (left: Self, right: Self) -> Self
  static func / (left: Self, right: Self) -> Self
}

extension Double: LaneArithmetic {
  init(constant: Double) { self = constant }
}

extension SIMD8<Double>: LaneArithmetic {
  @inline(__always)
  init(constant: Double) { self.init(repeating: constant) }
}
