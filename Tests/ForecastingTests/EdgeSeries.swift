@testable import Forecasting

/// Series that break careless models.
struct EdgeSeries: Sendable, CustomStringConvertible {
  let name: String
  let values: [Double]

  var description: String { name }
  var series: TimeSeries { TimeSeries(values, firstMonth: Month(year: 2011, month: 1)) }

  init(_ name: String, _ values: [Double]) {
    self.name = name
    self.values = values
  }

  /// Finite, with at least one value.
  static let finite: [EdgeSeries] =
    [
      EdgeSeries("one point", [42]),
      EdgeSeries("two points", [1, 2]),
      EdgeSeries("all zero", Array(repeating: 0, count: 40)),
      EdgeSeries("constant", Array(repeating: 7.3, count: 40)),
      EdgeSeries("constant but the last", Array(repeating: 5, count: 39) + [6]),
      EdgeSeries("constant but the first", [6] + Array(repeating: 5, count: 39)),
      EdgeSeries("negative", (0..<40).map { -100 - Double($0 * 7 % 11) }),
      EdgeSeries("1e150", (0..<40).map { 1e150 * (0.5 + 0.01 * Double($0)) }),
      EdgeSeries("-1e150 and 1e150", (0..<30).map { $0 % 2 == 0 ? 1e150 : -1e150 }),
      EdgeSeries("1e-300", (0..<40).map { 1e-300 * Double(1 + $0 * 7 % 5) }),
      EdgeSeries("subnormal", (0..<30).map { .leastNonzeroMagnitude * Double($0 % 3) }),
      EdgeSeries("tiny beside huge", (0..<40).map { $0 == 20 ? 1e150 : 1e-300 }),
      EdgeSeries("intermittent", (0..<40).map { $0 % 9 == 4 ? 12 : 0 }),
      EdgeSeries("zero until the last", Array(repeating: 0, count: 39) + [3]),
      EdgeSeries("zero after the first", [3] + Array(repeating: 0, count: 39)),
      EdgeSeries("explosive", (0..<60).map { Double(sign: .plus, exponent: $0, significand: 1) }),
      EdgeSeries("exactly periodic", (0..<48).map { Double([3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8][$0 % 12]) }),
      EdgeSeries("exactly linear", (0..<48).map(Double.init)),
      EdgeSeries("alternating", (0..<37).map { $0 % 2 == 0 ? 1 : -1 }),
      EdgeSeries("one spike", (0..<36).map { $0 == 30 ? 1e6 : 10 }),
    ] + (3...40).map { count in EdgeSeries("\(count) months", (0..<count).map { Double(3 + $0 * $0 % 7) }) }
}
