import Testing

@testable import Forecasting

@Suite struct LaneSearchTests {
  /// (x - target)^2 for each lane, and how often each series was loaded.
  private struct Parabolas: LaneProblem {
    let targets: [Double]
    var held = [8 of Double](repeating: 0)
    var loads: [Int]

    init(_ targets: [Double]) {
      self.targets = targets
      loads = targets.map { _ in 0 }
    }

    mutating func load(_ series: Int, lane: Int) -> Simplex {
      held[lane] = targets[series]
      loads[series] += 1
      var start = Simplex.Start()
      start.add(0, in: -100...100, edge: 1)
      return Simplex(start, rounds: 500, tolerance: 1e-12)
    }

    mutating func release(lane: Int) {}

    mutating func evaluate(_ parameters: borrowing [8 of Lanes]) -> Lanes {
      var values = Lanes.zero
      for lane in 0..<Lanes.width {
        values[lane] = (parameters[0][lane] - held[lane]) * (parameters[0][lane] - held[lane])
      }
      return values
    }
  }

  @Test(arguments: [0, 1, 7, 8, 9, 37])
  func everySeriesIsSearchedOnceAndFindsItsOwn(count: Int) {
    let targets = (0..<count).map { Double($0 * 13 % 29) - 11.37 }
    var problem = Parabolas(targets)
    var found = [Double?](repeating: nil, count: count)
    problem.minimise(Array(0..<count)) { found[$0] = $1.point[0] }
    #expect(problem.loads.allSatisfy { $0 == 1 })
    for (found, target) in zip(found, targets) { #expect(abs((found ?? .nan) - target) < 1e-5) }
  }
}
