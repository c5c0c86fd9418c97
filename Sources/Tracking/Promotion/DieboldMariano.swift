/// Whether one forecast's losses are greater than another's by more than chance.
///
/// Diebold and Mariano (1995) with the small-sample correction of Harvey, Leybourne and Newbold (1997). The variance
/// of the mean difference uses the autocovariances up to lag h - 1; where that sum is not positive, they are weighted
/// by Bartlett's kernel instead.
public struct DieboldMariano: Hashable, Sendable, Codable {
  /// Positive where the first losses are greater.
  public let statistic: Double
  /// Two-sided, of Student's t with count - 1 degrees of freedom.
  public let probability: Double
  /// Pairs of losses.
  public let count: Int

  /// Losses of both forecasts at the same times, in their order, `horizon` months ahead.
  ///
  /// Nil where the test says nothing: fewer than horizon + 2 pairs, or no spread in the differences.
  public init?(_ first: [Double], _ second: [Double], horizon: Int) {
    let differences = zip(first, second).map { $0 - $1 }
    let n = Double(differences.count)
    guard differences.count >= horizon + 2 else { return nil }
    let mean = differences.reduce(0, +) / n
    func covariance(_ lag: Int) -> Double {
      var sum = 0.0
      for time in lag..<differences.count {
        sum += (differences[time] - mean) * (differences[time - lag] - mean)
      }
      return sum / n
    }
    let own = covariance(0)
    let lagged = (1..<max(1, horizon)).map(covariance)
    var variance = own + 2 * lagged.reduce(0, +)
    if variance <= 0 {
      let h = Double(horizon)
      variance = own + 2 * lagged.enumerated().reduce(0) { $0 + (1 - Double($1.offset + 1) / h) * $1.element }
    }
    guard variance > 0, variance.isFinite else { return nil }
    let h = Double(horizon)
    let correction = ((n + 1 - 2 * h + h * (h - 1) / n) / n).squareRoot()
    statistic = correction * mean / (variance / n).squareRoot()
    probability = StudentT.twoSided(statistic, degrees: n - 1)
    count = differences.count
  }
}
