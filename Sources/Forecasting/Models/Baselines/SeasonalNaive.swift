/// Every horizon is the value of the same month in the last twelve.
public struct SeasonalNaive: ForecastModel {
  public let name = "seasonal_naive"
  public let version = "1"

  public init() {}

  /// Throws below 12 observations.
  public func fit(_ series: TimeSeries, settings: EngineSettings) throws(Unsuitable) -> ModelFit {
    guard series.count >= 12 else { throw Unsuitable("it has \(series.count) of the 12 months of a season") }
    return ModelFit(state: ModelState([]), rung: "last_year", usableRows: series.count)
  }

  public func predict(_ state: ModelState, _ series: TimeSeries, horizons: Int) -> [Double] {
    let year = Array(series.values.suffix(12))
    return (0..<horizons).map { year[$0 % 12] }
  }

  public func fitted(_ state: ModelState, _ series: TimeSeries) -> FittedValues {
    FittedValues(start: 12, values: Array(series.values.dropLast(12)))
  }
}
