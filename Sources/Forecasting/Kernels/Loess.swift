/// Locally linear smoothing of equally spaced values with tricube weights (Cleveland 1979), as STL uses it.
struct Loess {
  /// Values that a local line looks at, odd.
  let span: Int

  /// The curve at the times of the values. O(n x span).
  func smooth(_ values: [Double]) -> [Double] {
    let last = values.count - 1
    var left = 0
    var right = min(span, values.count) - 1
    return values.indices.map { time in
      if time > (span + 1) / 2 - 1, right < last {
        left += 1
        right += 1
      }
      return estimate(values, at: time, left: left, right: right)
    }
  }

  /// The line around `time`, which may lie one step outside, through the values `left...right`.
  func estimate(_ values: [Double], at time: Int, left: Int, right: Int) -> Double {
    let n = values.count
    var width = Double(max(time - left, right - time))
    // Wider than the data: as if there were values beyond them.
    if span > n { width += Double((span - n) / 2) }
    guard width > 0 else { return values[left] }
    let centre = Double(time)
    var total = 0.0
    var mean = 0.0
    var weights: [Double] = []
    weights.reserveCapacity(right - left + 1)
    for other in left...right {
      let distance = abs(Double(other) - centre)
      var weight = 0.0
      if distance <= 0.001 * width {
        weight = 1
      } else if distance <= 0.999 * width {
        let share = distance / width
        let rest = 1 - share * share * share
        weight = rest * rest * rest
      }
      weights.append(weight)
      total += weight
      mean += weight * Double(other)
    }
    mean /= total
    var spread = 0.0
    for other in left...right {
      spread += weights[other - left] * (Double(other) - mean) * (Double(other) - mean)
    }
    spread /= total
    let slope = spread.squareRoot() > 0.001 * Double(n - 1) ? (centre - mean) / spread : 0
    var sum = 0.0
    for other in left...right {
      sum += weights[other - left] / total * (1 + slope * (Double(other) - mean)) * values[other]
    }
    return sum
  }
}
