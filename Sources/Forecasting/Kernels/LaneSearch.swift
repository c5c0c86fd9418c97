/// A criterion that is computed for eight series at once, each with parameters of its own.
protocol LaneProblem {
  /// Puts a series into a lane and says where its search starts.
  mutating func load(_ series: Int, lane: Int) -> Simplex
  /// Nothing is left for this lane to do.
  mutating func release(lane: Int)
  /// The criterion, to be made small; `parameters[k]` holds parameter k of each lane.
  mutating func evaluate(_ parameters: borrowing [8 of Lanes]) -> Lanes
}

/// Where a search ended.
struct Minimum {
  var point: SIMD8<Double>
  var value: Double
}

extension LaneProblem {
  /// Minimises the criterion for every series in `order`: a lane takes the next series as soon as it is free.
  /// `found` is called once a series, in no particular order.
  mutating func minimise(_ order: [Int], found: (_ series: Int, _ minimum: Minimum) -> Void) {
    var queue = order.makeIterator()
    var searches: [8 of Simplex] = .init(repeating: Simplex(.init(), rounds: 0, tolerance: 0))
    var owners: [8 of Int] = .init(repeating: -1)
    var parameters: [8 of Lanes] = .init(repeating: .zero)
    var live = 0
    for lane in 0..<Lanes.width {
      guard let series = queue.next() else { break }
      searches[lane] = load(series, lane: lane)
      owners[lane] = series
      live += 1
    }
    while live > 0 {
      for lane in 0..<Lanes.width where owners[lane] >= 0 {
        let point = searches[lane].point
        for k in 0..<8 { parameters[k][lane] = point[k] }
      }
      let values = evaluate(parameters)
      for lane in 0..<Lanes.width where owners[lane] >= 0 {
        searches[lane].tell(values[lane])
        guard searches[lane].isDone else { continue }
        found(owners[lane], Minimum(point: searches[lane].point, value: searches[lane].value))
        if let series = queue.next() {
          searches[lane] = load(series, lane: lane)
          owners[lane] = series
        } else {
          release(lane: lane)
          owners[lane] = -1
          live -= 1
        }
      }
    }
  }
}
