/// How long each step took, in seconds.
struct Timings {
  private(set) var seconds: [String: Double] = [:]

  mutating func measure<Result>(_ step: String, _ body: () throws -> Result) rethrows -> Result {
    let clock = ContinuousClock()
    let start = clock.now
    defer { seconds[step, default: 0] += (clock.now - start) / .seconds(1) }
    return try body()
  }
}
