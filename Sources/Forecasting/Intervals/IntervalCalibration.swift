#if canImport(Glibc)
  import Glibc
#endif

/// How much wider or narrower a backtest says that intervals should be, by horizon.
public struct IntervalCalibration: Hashable, Sendable, Codable {
  /// Element h - 1 multiplies the width at horizon h; the last one holds for all beyond, 1 where there is none.
  public let factors80: [Double]
  public let factors95: [Double]

  /// Below this many pairs a 95 % quantile says nothing.
  public static let fewestPairs = 100

  /// How much of the way, on logarithms. Rolling origins within training parts prefer 0.6 to 0.5 and do not tell it
  /// from 0.7 … 0.9.
  static let strength = 0.6

  /// Intervals stay as they are.
  public static let none = IntervalCalibration([])

  /// From forecasts of comparable series whose actuals are known. The factor of a horizon is a power of the
  /// quantile of |error| / distance of the bound on its side, over the pairs of this horizon and its neighbours: what
  /// one backtest shows is partly chance, so that it moves a width only part of the way. 1 below `fewestPairs` pairs.
  public init(_ backtests: [(points: [Double], offsets: IntervalOffsets, actuals: [Double])]) {
    let horizons = backtests.map { min($0.points.count, $0.actuals.count) }.max() ?? 0
    var ratios80 = [[Double]](repeating: [], count: horizons)
    var ratios95 = ratios80
    for backtest in backtests {
      for step in 0..<min(backtest.points.count, backtest.actuals.count) {
        let error = backtest.actuals[step] - backtest.points[step]
        let bound80 = error > 0 ? backtest.offsets.upper80[step] : backtest.offsets.lower80[step]
        let bound95 = error > 0 ? backtest.offsets.upper95[step] : backtest.offsets.lower95[step]
        if bound80 != 0 { ratios80[step].append(error / bound80) }
        if bound95 != 0 { ratios95[step].append(error / bound95) }
      }
    }
    factors80 = Self.factors(ratios80, 0.8)
    factors95 = Self.factors(ratios95, 0.95)
  }

  func factor80(_ step: Int) -> Double { Self.factor(factors80, step) }
  func factor95(_ step: Int) -> Double { Self.factor(factors95, step) }

  private static func factor(_ factors: [Double], _ step: Int) -> Double {
    factors.isEmpty ? 1 : factors[min(step, factors.count - 1)]
  }

  private static func factors(_ ratios: [[Double]], _ level: Double) -> [Double] {
    ratios.indices.map { step in
      let near = ratios[max(0, step - 1)...min(ratios.count - 1, step + 1)].joined().sorted()
      guard near.count >= fewestPairs else { return 1 }
      let quantile = near[min(near.count - 1, Int(level * Double(near.count)))]
      return quantile > 0 && quantile.isFinite ? pow(quantile, strength) : 1
    }
  }
}
