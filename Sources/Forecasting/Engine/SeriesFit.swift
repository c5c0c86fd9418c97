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
  /// Models that were compared by their backtests, the least error first; empty where there was no choice.
  public let choice: [CandidateScore]
  /// Linear regression of the same series, where another model forecasts it.
  public let baseline: Baseline?
  /// Distances of the interval bounds from the point forecast, in the unit of the series.
  public internal(set) var offsets: IntervalOffsets
  /// Errors one month ahead of the model's own backtest, the most recent first: what reconciliation weighs by.
  /// Empty where it needs none.
  public internal(set) var errors: [Double]

  /// Watches over the series and its backtest errors.
  public internal(set) var drift: [DriftSignal]

  /// What linear regression found.
  public struct Baseline: Hashable, Sendable, Codable {
    public let rung: String
    public let state: ModelState

    public init(rung: String, state: ModelState) {
      self.rung = rung
      self.state = state
    }
  }

  public init(
    model: String, modelVersion: String, rung: String, reason: String, usableRows: Int, state: ModelState?,
    candidates: [CandidateScore] = [], choice: [CandidateScore] = [], baseline: Baseline? = nil,
    offsets: IntervalOffsets, errors: [Double] = [],
    drift: [DriftSignal] = []
  ) {
    self.model = model
    self.modelVersion = modelVersion
    self.rung = rung
    self.reason = reason
    self.usableRows = usableRows
    self.state = state
    self.candidates = candidates
    self.choice = choice
    self.baseline = baseline
    self.offsets = offsets
    self.errors = errors
    self.drift = drift
  }

  /// The rung of a series that cannot be forecast.
  public static let noForecast = "none"

  /// What linear regression forecasts; nil where it is the model itself or there is no forecast.
  func regression(_ series: TimeSeries, settings: EngineSettings) -> [Double]? {
    baseline.map {
      LinearRegression().predict($0.state, series.usableTail.series, horizons: settings.horizons)
    }
  }

  /// The point forecasts after the end of `series`; empty if there is no forecast.
  func points(_ series: TimeSeries, settings: EngineSettings) throws(ForecastingError) -> [Double] {
    guard let state else { return [] }
    let model = try ModelRegistry.model(named: model)
    return model.predict(state, series.usableTail.series, horizons: settings.horizons)
  }
}
