/// How a complex state turns and takes in an error, from its smoothing parameter a0 + i a1:
/// x0' = x0 - (1 - a1) x1 + (a0 - a1) e;  x1' = x0 + (1 - a0) x1 + (a0 + a1) e.
struct ComplexGains<Value: LaneArithmetic> {
  let imaginary: Value
  let real: Value
  let level: Value
  let potential: Value

  @inline(__always)
  init(_ a0: Value, _ a1: Value) {
    imaginary = Value(constant: 1) - a1
    real = Value(constant: 1) - a0
    level = a0 - a1
    potential = a0 + a1
  }
}
