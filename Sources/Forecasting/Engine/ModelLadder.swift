/// Which model a series gets, and linear regression where that one does not suit.
///
/// A model's name asks for that model. `default` goes by what a series is:
/// 1. never negative and often zero (a wait of more than 1.32 months between demands): `imapa`;
/// 2. at least 24 months, so that a season has been seen twice: `combination`;
/// 3. otherwise `linear_regression`, which has a ladder of its own for short series.
struct ModelLadder {
  /// What configuration calls the choice by rule.
  static let defaultName = "default"
  static let fewestMonths = 24

  private let named: (any ForecastModel)?
  private let fallback = LinearRegression()
  private let combination = TrimmedCombination()
  private let intermittent = IntermittentModel.multipleAggregation

  /// `pooled` is what `global_regression` learned from all series.
  /// Throws `ForecastingError.invalidSetting` for a model that does not exist.
  init(_ name: String, pooled: GlobalRegression? = nil) throws(ForecastingError) {
    if let pooled, name == pooled.name {
      named = pooled
    } else {
      named = name == Self.defaultName ? nil : try ModelRegistry.model(named: name)
    }
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
    fit(batch, wanted: batch.map(wanted(for:)), settings: settings)
  }

  /// Fits to each series the model that it was given when it was longer.
  func fit(_ batch: [TimeSeries], by models: [any ForecastModel], settings: EngineSettings) -> [Choice] {
    fit(batch, wanted: models.map { ($0, "") }, settings: settings)
  }

  private func fit(
    _ batch: [TimeSeries], wanted: [(model: any ForecastModel, reason: String)], settings: EngineSettings
  ) -> [Choice] {
    var choices = [Choice?](repeating: nil, count: batch.count)
    for name in Set(wanted.map(\.model.name)).sorted() {
      let indices = batch.indices.filter { wanted[$0].model.name == name }
      let model = wanted[indices[0]].model
      for (index, result) in zip(indices, model.fit(batch: indices.map { batch[$0] }, settings: settings)) {
        choices[index] = choice(result, of: model, because: wanted[index].reason, batch[index], settings)
      }
    }
    return choices.compactMap(\.self)
  }

  private func wanted(for series: TimeSeries) -> (model: any ForecastModel, reason: String) {
    if let named { return (named, "") }
    if series.values.allSatisfy({ $0 >= 0 }), IntermittentDemand(series.values).isIntermittent {
      return (intermittent, "demand is intermittent")
    }
    guard series.count >= Self.fewestMonths else {
      return (fallback, "\(series.count) months are fewer than the \(Self.fewestMonths) of the combination")
    }
    return (combination, "")
  }

  private func choice(
    _ result: Result<ModelFit, Unsuitable>, of model: any ForecastModel, because rule: String,
    _ series: TimeSeries, _ settings: EngineSettings
  ) -> Choice {
    switch result {
    case .success(let fit):
      return Choice(model: model, fit: fit, reason: Self.joined([rule, fit.reason]))
    case .failure(let unsuitable):
      let fit = fallback.fitAny(series, settings: settings)
      let why = "\(model.name) was not used: \(unsuitable)"
      return Choice(model: fallback, fit: fit, reason: Self.joined([rule, why, fit.reason]))
    }
  }

  private static func joined(_ reasons: [String]) -> String {
    reasons.filter { !$0.isEmpty }.joined(separator: "; ")
  }
}
