#if canImport(Glibc)
  import Glibc
#endif

/// Intervals of a combination: asymmetric quantiles by horizon, scaled for each series by how uncertain an
/// autoregression of it is, how far it strays from its last year, and how far the members disagree.
///
/// Widths are relative to the forecast, so that a low month has the narrower interval and no bound of a positive
/// series is negative; relative to the forecast they never shrink with the horizon. Series with values that are not
/// positive, and forecasts of 0, take widths in units of the seasonal-naive error.
struct DispersionIntervals {
  /// Relative widths by horizon; empty if widths are absolute.
  private let widths: [Double]
  /// In-sample seasonal-naive mean absolute error.
  private let scale: Double
  private let points: [Double]
  /// No bound is below 0 where no value ever was.
  private let isNeverNegative: Bool

  /// Widths and spreads below this count as this.
  private static let floor = 1e-5
  /// Beyond this horizon intervals grow no further by the horizon itself.
  private static let farthest = 24

  /// `kept` are the members' forecasts that `points` are means of; `regression` is fitted to differences of
  /// logarithms.
  init(_ series: TimeSeries, points: [Double], kept: [ArraySlice<Double>], regression: BurgRegression) {
    self.points = points
    isNeverNegative = series.values.allSatisfy { $0 >= 0 }
    scale = Self.seasonalNaiveError(series.values)
    let isPositive =
      series.values.allSatisfy { $0 > 0 } && points.allSatisfy { $0 > 0 }
      && kept.allSatisfy { $0.allSatisfy { $0 > 0 } }
    guard isPositive else {
      widths = []
      return
    }
    var mean = 0.0
    for point in points { mean += point / Double(points.count) }
    let naive = log(max(scale / mean, Self.floor))
    let deviations = regression.cumulativeDeviations(points.count)
    var spreads = 0.0
    var widest = 0.0
    widths = points.indices.map { step in
      let spread = TrimmedMean.logarithmicSpread(kept[step])
      spreads += spread
      // A single member cannot disagree: the autoregression speaks for it.
      let smoothed = kept[step].count < 2 ? deviations[step] : 0.5 * spread + 0.5 * spreads / Double(step + 1)
      let logarithm =
        DispersionTable.deviation * log(max(deviations[step], Self.floor))
        + DispersionTable.seasonalNaive * naive + DispersionTable.spread * log(max(smoothed, Self.floor))
        + DispersionTable.horizon * log(Double(min(step + 1, Self.farthest))) + DispersionTable.constant
      widest = max(widest, exp(logarithm))
      return widest
    }
  }

  func offsets(_ calibration: IntervalCalibration) -> IntervalOffsets {
    var offsets = IntervalOffsets.none
    for step in points.indices {
      let lowest = isNeverNegative ? -max(0, points[step]) : -.greatestFiniteMagnitude
      let lower80 = min(0, max(lowest, offset(step, 1, calibration.factor80(step))))
      let upper80 = max(0, offset(step, 2, calibration.factor80(step)))
      offsets.lower80.append(lower80)
      offsets.upper80.append(upper80)
      // Factors of the two levels are measured apart and could make the wider one the narrower.
      offsets.lower95.append(min(lower80, max(lowest, offset(step, 0, calibration.factor95(step)))))
      offsets.upper95.append(max(upper80, offset(step, 3, calibration.factor95(step))))
    }
    return offsets
  }

  /// Within the range of numbers.
  private func offset(_ step: Int, _ column: Int, _ factor: Double) -> Double {
    let row = min(step, DispersionTable.relative.count - 1)
    let offset =
      widths.isEmpty
      ? scale * factor * DispersionTable.absolute[row][column]
      : points[step] * expm1(factor * DispersionTable.relative[row][column] * widths[step])
    return min(max(offset, -Double.greatestFiniteMagnitude), Double.greatestFiniteMagnitude)
  }

  /// The mean absolute change over a year; over a month where there is no year.
  private static func seasonalNaiveError(_ values: ArraySlice<Double>) -> Double {
    let lag = values.count > SeasonalIndex.period ? SeasonalIndex.period : 1
    guard values.count > lag else { return 0 }
    var sum = 0.0
    for (later, earlier) in zip(values.dropFirst(lag), values) {
      sum += abs(later / Double(values.count - lag) - earlier / Double(values.count - lag))
    }
    return sum
  }
}
