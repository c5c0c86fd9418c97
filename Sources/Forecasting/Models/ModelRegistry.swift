/// Every model that `EngineSettings.model` may name.
public enum ModelRegistry {
  /// In the order of their complexity.
  public static let models: [any ForecastModel] = [
    Naive(), SeasonalNaive(), LinearRegression(), GlobalRegression(),
    ThetaModel.standard, ThetaModel.optimised, ThetaModel.dynamicOptimised, BlockTheta(),
    BurgModel.seasonallyAdjusted, BurgModel.seasonalDifference, BurgModel.difference,
    ComplexExponentialSmoothing.simple, ComplexExponentialSmoothing.full, ComplexExponentialSmoothing.automatic,
    ExponentialSmoothing.logarithmic, ExponentialSmoothing.automatic, ArimaModel.logarithmic, AutoArima(),
    DecompositionModel(),
    IntermittentModel.croston, IntermittentModel.syntetosBoylan, IntermittentModel.teunterSyntetosBabai,
    IntermittentModel.aggregate, IntermittentModel.multipleAggregation,
    TrimmedCombination(),
  ]

  /// The model called `name`.
  public static func model(named name: String) throws(ForecastingError) -> any ForecastModel {
    guard let model = models.first(where: { $0.name == name }) else {
      let names = models.map(\.name).joined(separator: ", ")
      throw .invalidSetting("there is no model \"\(name)\"; the models are default, \(names)")
    }
    return model
  }
}
