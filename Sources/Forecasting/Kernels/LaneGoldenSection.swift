/// Minimises a function of one variable for eight series in step: a grid, then golden sections (Kiefer 1953)
/// between the neighbours of its best point.
struct LaneGoldenSection {
  /// Ascending, two points at least.
  let grid: [Double]
  let steps: Int

  private static let ratio = (5.0.squareRoot() - 1) / 2

  /// The best point of each lane. `value` is called grid.count + steps + 3 times.
  func minimise(_ value: (Lanes) -> Lanes) -> Lanes {
    var best = Lanes(repeating: grid[0])
    var least = Lanes(repeating: .infinity)
    var low = best
    var high = best
    for (index, point) in grid.enumerated() {
      let point = Lanes(repeating: point)
      let found = value(point)
      let isLess = found .< least
      least.replace(with: found, where: isLess)
      best.replace(with: point, where: isLess)
      low.replace(with: Lanes(repeating: grid[max(index - 1, 0)]), where: isLess)
      high.replace(with: Lanes(repeating: grid[min(index + 1, grid.count - 1)]), where: isLess)
    }
    var left = high - Self.ratio * (high - low)
    var right = low + Self.ratio * (high - low)
    var leftValue = value(left)
    var rightValue = value(right)
    for _ in 0..<steps {
      let goesLeft = leftValue .< rightValue
      low = low.kept(goesLeft, else: left)
      high = right.kept(goesLeft, else: high)
      let inner = left.kept(goesLeft, else: right)
      let innerValue = leftValue.kept(goesLeft, else: rightValue)
      let span = Self.ratio * (high - low)
      let probe = (high - span).kept(goesLeft, else: low + span)
      let probed = value(probe)
      left = probe.kept(goesLeft, else: inner)
      leftValue = probed.kept(goesLeft, else: innerValue)
      right = inner.kept(goesLeft, else: probe)
      rightValue = innerValue.kept(goesLeft, else: probed)
    }
    let middle = 0.5 * (low + high)
    return middle.kept(value(middle) .<= least, else: best)
  }
}
