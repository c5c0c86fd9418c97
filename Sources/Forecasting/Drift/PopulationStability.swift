#if canImport(Glibc)
  import Glibc
#endif

/// Population-stability index of the last twelve months against all before, over fifths of the latter:
/// Σ (p - q) ln(p / q), with half a month added to every count.
///
/// Over counts of N and 12 months the index behaves like (1 / N + 1 / 12) times a chi-squared variable with four
/// degrees of freedom (Yurdakul 2018); the limit is its 95 % point, 9.488. Fewer than 24 months before the last
/// twelve are not judged.
enum PopulationStability {
  private static let recent = 12
  private static let fewestBefore = 24
  private static let bins = 5
  private static let quantile = 9.488

  static func signal(_ series: TimeSeries) -> DriftSignal? {
    let values = Array(series.values)
    let fewest = fewestBefore + recent
    guard values.count >= fewest else { return nil }
    func index(_ count: Int) -> Double { Self.index(Array(values[..<count])) }
    func limit(_ count: Int) -> Double { quantile * (1 / Double(count - recent) + 1 / Double(recent)) }
    var start = values.count + 1
    while start > fewest, index(start - 1) > limit(start - 1) { start -= 1 }
    return DriftSignal(
      kind: .populationStability, value: index(values.count), limit: limit(values.count),
      since: start > values.count ? nil : series.firstMonth + start - 1)
  }

  /// The index of the last twelve of `values` against the others.
  static func index(_ values: [Double]) -> Double {
    let before = Array(values.dropLast(recent))
    let sorted = before.sorted()
    let edges = (1..<bins).map { sorted[$0 * sorted.count / bins] }
    let expected = shares(before, edges)
    let actual = shares(values.suffix(recent), edges)
    return zip(actual, expected).reduce(0) { $0 + ($1.0 - $1.1) * log($1.0 / $1.1) }
  }

  private static func shares(_ values: some Collection<Double>, _ edges: [Double]) -> [Double] {
    var counts = [Double](repeating: 0.5, count: bins)
    for value in values { counts[edges.count { $0 <= value }] += 1 }
    let total = counts.reduce(0, +)
    return counts.map { $0 / total }
  }
}
