/// Every model that `EngineSettings.model` may name.
public enum ModelRegistry {
  /// In the order of their complexity.
  public static let models: [any ForecastModel] = [Naive(), SeasonalNaive(), LinearRegression()]

  /// The model called `name`.
  public static func model(named name: String) throws(ForecastingError) -> any ForecastModel {
    guard let model = models.first(where: { $0.name == name }) else {
      let names = models.map(\.name).joined(separator: ", ")
      throw .invalidSetting("there is no model \"\(name)\"; the models are \(names)")
    }
    return model
  }
}
