import Testing

@testable import Forecasting

@Suite struct SimplexTests {
  private static func minimise(
    _ start: Simplex.Start, rounds: Int = 2000, tolerance: Double = 1e-14, _ value: (SIMD8<Double>) -> Double
  ) -> Simplex {
    var search = Simplex(start, rounds: rounds, tolerance: tolerance)
    while !search.isDone { search.tell(value(search.point)) }
    return search
  }

  /// Rosenbrock (1960): least at (1, 1), 0.
  @Test func findsTheEndOfACurvedValley() {
    var start = Simplex.Start()
    start.add(-1.2, in: -5...5, edge: 0.5)
    start.add(1, in: -5...5, edge: 0.5)
    let found = Self.minimise(start) { x in
      100 * (x[1] - x[0] * x[0]) * (x[1] - x[0] * x[0]) + (1 - x[0]) * (1 - x[0])
    }
    #expect(abs(found.point[0] - 1) < 1e-5)
    #expect(abs(found.point[1] - 1) < 1e-5)
    #expect(found.value < 1e-10)
  }

  @Test func neverLeavesTheBox() {
    var start = Simplex.Start()
    start.add(0.9, in: 0...1, edge: 0.5)
    start.add(0.5, in: 0.25...0.75, edge: -1)
    var isInside = true
    let found = Self.minimise(start) { x in
      isInside = isInside && (0...1).contains(x[0]) && (0.25...0.75).contains(x[1])
      return -x[0] - x[1]
    }
    #expect(isInside)
    #expect(abs(found.point[0] - 1) < 1e-6)
    #expect(abs(found.point[1] - 0.75) < 1e-6)
  }

  @Test func whatIsNotFiniteCountsAsWorst() {
    var start = Simplex.Start()
    start.add(2, in: -10...10, edge: 1)
    let found = Self.minimise(start) { x in x[0] < 0 ? .nan : (x[0] - 1) * (x[0] - 1) }
    #expect(abs(found.point[0] - 1) < 1e-5)
  }

  @Test func endsAfterItsRounds() {
    var start = Simplex.Start()
    start.add(0, in: -1...1, edge: 0.1)
    var calls = 0
    _ = Self.minimise(start, rounds: 7, tolerance: -1) { x in
      calls += 1
      return x[0]
    }
    #expect(calls <= 2 + 7 * 3)
  }
}
