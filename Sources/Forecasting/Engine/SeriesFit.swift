/// What was fitted to one series (a leaf, or the sum of a node) and why.
public struct SeriesFit: Hashable, Sendable, Codable {
  /// The model that forecasts, which is a simpler one than was asked for where `reason` says so.
  public let model: String
  public let modelVersion: String
  /// The form of the model within its written ladder: `lags_1_12`, `mean`, …; `none` without a forecast.
  public let rung: String
  /// Why this rung and no higher one, in one sentence.
  public let reason: String
  /// Observations that the fit could use.
  public let usableRows: Int
  /// The model's parameters; nil if the series has no finite value to forecast from.
  public let state: ModelState?
  /// Candidates that were weighed against each other, best first; empty where nothing was chosen.
  public let candidates: [CandidateScore]
  /// Distances of the interval bounds from the point forecast, in the unit of the series.
  public internal(set) var offsets: IntervalOffsets
  /// Errors one month ahead of the model's own backtest, the most recent first: what reconciliation weighs by.
  /// Empty where it needs none.
  public internal(set) var errors: [Double]

  /// Watches over the series and its backtest errors.
  public internal(set) var drift: [DriftSignal]

  public init(
    model: String, modelVersion: String, rung: String, reason: String, usableRows: Int, state: ModelState?,
    candidates: [CandidateScore] = [], offsets: IntervalOffsets, errors: [Double] = [],
    drift: [DriftSignal] = []
  ) {
    self.model = model
    self.modelVersion = modelVersion
    self.rung = rung
    self.reason = reason
    self.usableRows = usableRows
    self.state = state
    self.candidates = candidates
    self.offsets = offsets
    self.errors = errors
    self.drift = drift
  }

  /// The rung of a series that cannot be forecast.
  public static let noForecast = "none"

  /// The point forecasts after the end of `series`; empty if there is no forecast.
  func points(_ series: TimeSeries, settings: EngineSettings) throws(ForecastingError) -> [Double] {
    guard let state else { return [] }
    let model = try ModelRegistry.model(named: model)
    return model.predict(state, series.usableTail.series, horizons: settings.horizons)
  }
}
