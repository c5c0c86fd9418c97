/// The least-squares line through values at times 1, 2, …, n.
struct LinearTrend {
  let intercept: Double
  let slope: Double
  /// Of the values.
  let mean: Double

  /// Needs one value at least; with one the slope is 0.
  init(_ values: some Collection<Double>) {
    let n = Double(values.count)
    var sum = 0.0
    var sumWithTime = 0.0
    var time = 0.0
    for value in values {
      time += 1
      sum += value
      sumWithTime += time * value
    }
    // Around the middle of time, where the two sums do not cancel.
    let middle = (n + 1) / 2
    let spread = n * (n * n - 1) / 12
    slope = spread > 0 ? (sumWithTime - middle * sum) / spread : 0
    mean = sum / n
    intercept = mean - slope * middle
  }

  subscript(time: Double) -> Double { intercept + slope * time }
}
