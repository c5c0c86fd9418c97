/// A model that says itself how uncertain its forecasts are.
public protocol IntervalModel: ForecastModel {
  /// Distances of the bounds from `predict(state, series, horizons:)`.
  func intervals(
    _ state: ModelState, _ series: TimeSeries, horizons: Int, calibration: IntervalCalibration
  ) -> IntervalOffsets
}
