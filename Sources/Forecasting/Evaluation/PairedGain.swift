/// How much smaller one forecast's losses are than another's at the same times, and whether by more than chance.
///
/// The mean difference over its standard error, the variance by Bartlett's kernel over `bandwidth` times, because
/// forecasts over several months share them. Its critical value is the one for a bandwidth that is a fixed part of the
/// sample (Kiefer and Vogelsang 2005, table 1), which suits samples as small as a backtest's (Coroneo and Iacone 2020).
/// It is that of one in a hundred, because losses that overlap much exceed it more often: those of 24 origins that all
/// share twelve months about eight times in a hundred.
struct PairedGain: Hashable, Sendable {
  /// Mean loss of the first less that of the second, in the unit of the losses.
  let mean: Double
  /// Positive where the second loses less; infinite where it always does by the same.
  let statistic: Double
  /// What `statistic` exceeds by chance once in a hundred times.
  let critical: Double

  /// Of the one-sided critical value in bandwidth / count, for Bartlett's kernel.
  private static let polynomial = [2.3263, 4.1618, 0.5368, -0.9060]

  /// Losses at the same times, in their order; at least one time, and 1 <= bandwidth <= their number.
  init(_ first: [Double], _ second: [Double], bandwidth: Int) {
    let differences = zip(first, second).map { $0 - $1 }
    let n = Double(differences.count)
    let mean = differences.reduce(0, +) / n
    func covariance(_ lag: Int) -> Double {
      var sum = 0.0
      for time in lag..<differences.count {
        sum += (differences[time] - mean) * (differences[time - lag] - mean)
      }
      return sum / n
    }
    var variance = covariance(0)
    for lag in 1..<max(bandwidth, 1) { variance += 2 * (1 - Double(lag) / Double(bandwidth)) * covariance(lag) }
    self.mean = mean
    // The kernel's sum is never negative but for rounding.
    statistic =
      variance > 0 ? mean / (variance / n).squareRoot() : mean == 0 ? 0 : mean > 0 ? .infinity : -.infinity
    let share = Double(bandwidth) / n
    critical = Self.polynomial.reversed().reduce(0) { $0 * share + $1 }
  }

  var isBeyondChance: Bool { statistic > critical }
}
