/// What is watched of published forecasts and of the data behind them.
public enum MonitoringMeasure: String, Hashable, Sendable, Codable, CaseIterable {
  /// Σ|e| / Σ|AC| over the target months of the window.
  case wape
  /// The same over the seasonal naive's, of the same months: above 1 the forecast is the worse one.
  case wapeToNaive = "wape_to_naive"
  /// Σe / Σ|AC|, e = actual - forecast: positive is under-forecast.
  case bias = "bias_pct"
  /// Share of actuals within the 80 % range.
  case coverage80 = "coverage_80"
  /// Share of actuals within the 95 % range.
  case coverage95 = "coverage_95"
  /// One-month-ahead errors on one side (Trigg 1964): -1...1, positive is under-forecast.
  case trackingSignal = "tracking_signal"
  /// A lasting shift of one-month-ahead errors (Page 1954), in root mean squared errors; positive is under-forecast.
  case cumulativeSum = "cumulative_sum"
  /// The population-stability index of the last twelve months of actuals against those before, in units of its 95 %
  /// point (Yurdakul 2018).
  case inputDrift = "input_drift"

  /// Whether too little of it is an alert, and not too much.
  public var isLeast: Bool { self == .coverage80 || self == .coverage95 }

  /// Which reason for looking at the model again an alert is.
  public var concern: Concern {
    switch self {
    case .wape, .wapeToNaive, .bias, .coverage80, .coverage95: .accuracy
    case .trackingSignal, .cumulativeSum, .inputDrift: .drift
    }
  }

  public enum Concern: String, Hashable, Sendable, CaseIterable { case accuracy, drift }

  /// Whether the measure judges by itself how many errors it needs.
  var needsNoPairs: Bool { concern == .drift }
}
