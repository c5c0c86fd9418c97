/// The least-squares line through all values so far, updated in constant time a value.
struct RunningTrend {
  /// Of the line at time 1, 2, …; with one value the line is flat.
  private(set) var intercept: Double
  private(set) var slope = 0.0
  private var mean: Double
  private var count = 1.0

  init(_ first: Double) {
    intercept = first
    mean = first
  }

  /// Source: Fiorucci and others (2016), equations 11 to 14.
  mutating func add(_ value: Double) {
    let next = (count * mean + value) / (count + 1)
    slope = ((count - 1) * slope + 6 * (value - mean) / (count + 1)) / (count + 2)
    intercept = next - slope * (count + 2) / 2
    mean = next
    count += 1
  }
}
