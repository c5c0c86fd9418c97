/// A series as demands and the waits between them.
struct IntermittentDemand {
  let values: [Double]
  /// What is not zero, in order.
  private(set) var sizes: [Double] = []
  /// Months from one demand to the next; the first from before the series.
  private(set) var intervals: [Double] = []
  /// How many demands there were before each month and, last, in all.
  private(set) var seen = [0]

  /// `values` are never negative.
  init(_ values: ArraySlice<Double>) {
    self.values = Array(values)
    var last = -1
    for (time, value) in self.values.enumerated() {
      if value != 0 {
        sizes.append(value)
        intervals.append(Double(time - last))
        last = time
      }
      seen.append(sizes.count)
    }
  }

  /// Rounded to whole months, one at least.
  var meanInterval: Int {
    guard !intervals.isEmpty else { return 1 }
    return max(1, Int((intervals.reduce(0, +) / Double(intervals.count)).rounded()))
  }

  /// Whether demand is too rare for the models of regular series: a wait of more than 1.32 months on average
  /// (Syntetos, Boylan and Croston 2005).
  var isIntermittent: Bool {
    !sizes.isEmpty && intervals.reduce(0, +) / Double(intervals.count) > 1.32
  }

  /// Sums of blocks of `length` months, counted from the end.
  func sums(of length: Int) -> [Double] {
    stride(from: values.count % length, to: values.count, by: length).map { start in
      values[start..<(start + length)].reduce(0, +)
    }
  }
}
