/// How long each step took, in seconds.
struct Timings {
  private(set) var seconds: [String: Double] = [:]

  mutating func measure<Result>(_ step: String, _ body: () throws -> Result) rethrows -> Result {
    let clock = ContinuousClock()
    let start = clock.now
    defer { add(step, clock.now - start) }
    return try body()
  }

  mutating func add(_ step: String, _ time: Duration) { seconds[step, default: 0] += time / .seconds(1) }
}
