/// The values of up to eight series side by side, each from its own time 0.
///
/// Times from a lane's length on hold stale or zero values: whoever reads them masks them out.
struct LaneSeries {
  /// `values[t]` holds time t of every lane.
  private(set) var values: [Lanes]
  /// Observations in each lane, as doubles: SSE2 compares doubles but not 64-bit integers.
  private(set) var lengths = Lanes.zero
  /// The least and the greatest length among lanes in use; every lane holds all times below `shortest`.
  private(set) var shortest = 0
  private(set) var longest = 0
  private var inUse: [8 of Bool] = .init(repeating: false)

  /// Room for series of up to `capacity` values.
  init(capacity: Int) { values = [Lanes](repeating: .zero, count: capacity) }

  /// Puts a series into a lane, in place of the one before.
  mutating func load(_ series: some Collection<Double>, lane: Int) {
    var time = 0
    for value in series {
      values[time][lane] = value
      time += 1
    }
    lengths[lane] = Double(time)
    inUse[lane] = true
    measure()
  }

  /// Takes a lane out of use.
  mutating func release(lane: Int) {
    inUse[lane] = false
    measure()
  }

  private mutating func measure() {
    shortest = Int.max
    longest = 0
    for lane in 0..<Lanes.width where inUse[lane] {
      shortest = min(shortest, Int(lengths[lane]))
      longest = max(longest, Int(lengths[lane]))
    }
    if longest == 0 { shortest = 0 }
  }

  /// The lanes that have a value at `time`.
  @inline(__always)
  func holds(_ time: Int) -> LaneMask { lengths .> Lanes(repeating: Double(time)) }
}
