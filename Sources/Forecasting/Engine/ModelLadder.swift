/// The model that was asked for and, for series that it does not suit, linear regression.
struct ModelLadder {
  private let wanted: any ForecastModel
  private let fallback = LinearRegression()

  init(_ settings: EngineSettings) throws(ForecastingError) {
    wanted = try ModelRegistry.model(named: settings.model)
  }

  /// A model and what it found.
  struct Choice {
    let model: any ForecastModel
    let fit: ModelFit
    /// Why this rung, and why not the model that was asked for.
    let reason: String
  }

  /// One choice a series; each series is finite and has a value.
  func fit(_ batch: [TimeSeries], settings: EngineSettings) -> [Choice] {
    zip(batch, wanted.fit(batch: batch, settings: settings)).map { series, result in
      switch result {
      case .success(let fit):
        return Choice(model: wanted, fit: fit, reason: fit.reason)
      case .failure(let unsuitable):
        let fit = fallback.fitAny(series, settings: settings)
        return Choice(
          model: fallback, fit: fit, reason: "\(wanted.name) was not used: \(unsuitable). \(fit.reason)")
      }
    }
  }
}
