/// Every horizon is the last value.
public struct Naive: ForecastModel {
  public let name = "naive"
  public let version = "1"

  public init() {}

  public func fit(_ series: TimeSeries, settings: EngineSettings) throws(Unsuitable) -> ModelFit {
    guard !series.values.isEmpty else { throw Unsuitable("it has no value") }
    return ModelFit(state: ModelState([]), rung: "last_value", usableRows: series.count)
  }

  public func predict(_ state: ModelState, _ series: TimeSeries, horizons: Int) -> [Double] {
    Array(repeating: series.values.last ?? 0, count: horizons)
  }

  public func fitted(_ state: ModelState, _ series: TimeSeries) -> FittedValues {
    FittedValues(start: 1, values: Array(series.values.dropLast()))
  }
}
