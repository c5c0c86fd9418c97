/// Prediction intervals from the backtest errors of each horizon.
///
/// A horizon with enough errors of its own is as wide as their root mean square, times how far errors reach
/// beyond the root mean square of their fellows, pooled over all series. A horizon with too few takes the pooled
/// quantile of |error| / scale, times the scale of the series. No horizon is narrower than the one before.
struct BacktestIntervals {
  private let horizons: Int
  private let minimum: Int
  /// By horizon: quantiles of |error| / root mean square of the other errors of the same series and horizon.
  private let reach: [Quantiles]
  /// By horizon: quantiles of |error| / scale.
  private let pooled: [Quantiles]

  /// Half-widths for 80 and 95 %.
  struct Quantiles {
    var eighty: Double
    var ninetyFive: Double
  }

  /// `backtests` are those of comparable series: all leaves, or all nodes above them.
  init(_ backtests: [Backtest], settings: EngineSettings) {
    horizons = settings.horizons
    minimum = settings.intervalMinimumErrors
    let scales = backtests.map { Self.scale($0.series) }
    var reach: [Quantiles] = []
    var pooled: [Quantiles] = []
    for horizon in 1...settings.horizons {
      var reaches: [Double] = []
      var ratios: [Double] = []
      for (backtest, scale) in zip(backtests, scales) {
        let errors = backtest.errors(horizon)
        if scale > 0 { ratios += errors.map { abs($0) / scale } }
        guard errors.count >= settings.intervalMinimumErrors else { continue }
        let squares = errors.reduce(0) { $0 + $1 * $1 }
        for error in errors {
          let others = ((squares - error * error) / Double(errors.count - 1)).squareRoot()
          if others > 1e-9 * abs(error) { reaches.append(abs(error) / others) }
        }
      }
      reach.append(ConformalQuantile.of(reaches, meanSquare: 1))
      let square = ratios.reduce(0) { $0 + $1 * $1 } / Double(max(1, ratios.count))
      if ratios.isEmpty {
        // Like a random walk from the last horizon that has errors; alone, with steps of the scale itself.
        let growth = (Double(horizon) / Double(max(1, horizon - 1))).squareRoot()
        let last = pooled.last ?? Quantiles(eighty: 1.2533 * 1.2816, ninetyFive: 1.2533 * 1.96)
        pooled.append(Quantiles(eighty: last.eighty * growth, ninetyFive: last.ninetyFive * growth))
      } else {
        pooled.append(ConformalQuantile.of(ratios, meanSquare: square))
      }
    }
    self.reach = reach
    self.pooled = pooled
  }

  /// The offsets of one of the series.
  func offsets(_ backtest: Backtest) -> IntervalOffsets {
    let scale = Self.scale(backtest.series)
    var widest = Quantiles(eighty: 0, ninetyFive: 0)
    var eighty: [Double] = []
    var ninetyFive: [Double] = []
    for horizon in 1...horizons {
      let errors = backtest.errors(horizon)
      let width: Double
      let quantiles: Quantiles
      if errors.count >= minimum {
        width = (errors.reduce(0) { $0 + $1 * $1 } / Double(errors.count)).squareRoot()
        quantiles = reach[horizon - 1]
      } else {
        width = scale
        quantiles = pooled[horizon - 1]
      }
      widest.eighty = max(widest.eighty, width * quantiles.eighty)
      widest.ninetyFive = max(widest.ninetyFive, width * quantiles.ninetyFive, widest.eighty)
      eighty.append(widest.eighty)
      ninetyFive.append(widest.ninetyFive)
    }
    return IntervalOffsets(
      lower80: eighty.map(-), upper80: eighty, lower95: ninetyFive.map(-), upper95: ninetyFive)
  }

  /// The mean absolute change from month to month; where there is none, the mean absolute value.
  private static func scale(_ series: TimeSeries) -> Double {
    let changes = zip(series.values.dropFirst(), series.values).reduce(0) { $0 + abs($1.0 - $1.1) }
    if changes > 0 { return changes / Double(series.count - 1) }
    return series.values.reduce(0) { $0 + abs($1) } / Double(max(1, series.count))
  }
}
