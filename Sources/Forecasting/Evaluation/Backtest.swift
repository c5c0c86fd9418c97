/// Forecasts of one series from each of its last months, each seeing only what was known then.
///
/// Origin k is the month k + 1 before the end; it has an actual for horizons 1...k + 1.
public struct Backtest: Sendable {
  /// The months that count, up to the last.
  public let series: TimeSeries
  public let horizons: Int
  /// Origins that see at least one month; the most recent first.
  public let origins: Int
  /// `forecasts[k * horizons + h - 1]`.
  private(set) var forecasts: [Double]

  init(series: TimeSeries, horizons: Int, origins: Int) {
    self.series = series
    self.horizons = horizons
    self.origins = min(origins, max(0, series.count - 1))
    forecasts = Array(repeating: 0, count: self.origins * horizons)
  }

  /// A backtest whose forecasts are known already, laid out as `forecasts` is.
  init(series: TimeSeries, horizons: Int, forecasts: [Double]) {
    self.series = series
    self.horizons = horizons
    self.forecasts = forecasts
    origins = forecasts.count / horizons
  }

  /// Months seen at origin `origin`.
  public func seen(_ origin: Int) -> Int { series.count - 1 - origin }

  /// Horizons of `origin` that have an actual.
  public func realised(_ origin: Int) -> Int { min(horizons, origin + 1) }

  /// The forecast made at `origin` for `horizon` months after it.
  public func forecast(_ origin: Int, _ horizon: Int) -> Double { forecasts[origin * horizons + horizon - 1] }

  /// The forecasts of all horizons made at `origin`; empty if there is no such origin.
  func forecasts(_ origin: Int) -> [Double] {
    origin < origins ? Array(forecasts[(origin * horizons)..<((origin + 1) * horizons)]) : []
  }

  /// Sets the forecasts of all horizons made at `origin`; does nothing if there is no such origin.
  mutating func replace(_ origin: Int, with points: [Double]) {
    guard origin < origins else { return }
    forecasts.replaceSubrange((origin * horizons)..<((origin + 1) * horizons), with: points)
  }

  /// What came; only up to `realised(origin)`.
  public func actual(_ origin: Int, _ horizon: Int) -> Double { value(seen(origin) + horizon - 1) }

  func naive(_ origin: Int) -> Double { value(seen(origin) - 1) }

  /// Nil if the origin has not seen a year.
  func seasonalNaive(_ origin: Int, _ horizon: Int) -> Double? {
    seen(origin) < 12 ? nil : value(seen(origin) - 12 + (horizon - 1) % 12)
  }

  /// The mean absolute change over a year that `origin` has seen; nil below 13 months or if it is zero.
  func seasonalScale(_ origin: Int) -> Double? {
    let count = seen(origin)
    guard count >= 13 else { return nil }
    var sum = 0.0
    for time in 12..<count { sum += abs(value(time) - value(time - 12)) }
    return sum > 0 ? sum / Double(count - 12) : nil
  }

  /// Actual minus forecast at `horizon`, the most recent origin first.
  func errors(_ horizon: Int) -> [Double] {
    guard horizon <= origins else { return [] }
    return ((horizon - 1)..<origins).map { actual($0, horizon) - forecast($0, horizon) }
  }

  private func value(_ index: Int) -> Double { series.values[series.values.startIndex + index] }
}
