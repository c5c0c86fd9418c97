/// The trend line of a theta model: through all values, or through those so far.
struct ThetaLine {
  private var running: RunningTrend
  private let whole: LinearTrend?

  /// Before the second value.
  init(_ values: [Double], form: ThetaForm) {
    running = RunningTrend(values[0])
    whole = form.isDynamic ? nil : LinearTrend(values)
  }

  var intercept: Double { whole?.intercept ?? running.intercept }
  var slope: Double { whole?.slope ?? running.slope }

  mutating func add(_ value: Double) {
    if whole == nil { running.add(value) }
  }
}
