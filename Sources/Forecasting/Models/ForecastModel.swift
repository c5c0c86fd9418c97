/// A way to forecast one monthly series: fit, then predict from the state, now or in another process.
///
/// A model holds no data and no random state; the same series gives the same bits, alone or in a batch, on any
/// number of cores. Series handed to a model are finite and hold at least one value.
public protocol ForecastModel: Sendable {
  /// `[a-z][a-z0-9_]*`, unique in `ModelRegistry`; what configuration and tables call it.
  var name: String { get }
  /// Raised whenever the model's numbers may change.
  var version: String { get }

  /// Throws `Unsuitable` if the model does not apply to this series (too short, not positive, …).
  func fit(_ series: TimeSeries, settings: EngineSettings) throws(Unsuitable) -> ModelFit

  /// Fits many series; models that run several in SIMD lanes implement this one.
  /// Element i of the result belongs to `batch[i]` and equals what `fit` gives for it, to the last bit.
  func fit(batch: [TimeSeries], settings: EngineSettings) -> [Result<ModelFit, Unsuitable>]

  /// The next `horizons` values after the end of `series`, to which `state` was fitted.
  func predict(_ state: ModelState, _ series: TimeSeries, horizons: Int) -> [Double]

  /// One-step forecasts within the series, from the state that was fitted to all of it.
  func fitted(_ state: ModelState, _ series: TimeSeries) -> FittedValues
}

extension ForecastModel {
  public func fit(batch: [TimeSeries], settings: EngineSettings) -> [Result<ModelFit, Unsuitable>] {
    batch.map { series in
      Result { () throws(Unsuitable) in try fit(series, settings: settings) }
    }
  }

  /// Actual minus fitted, from `fitted(…).start` on.
  public func residuals(_ state: ModelState, _ series: TimeSeries) -> [Double] {
    let fitted = fitted(state, series)
    return zip(series.values.dropFirst(fitted.start), fitted.values).map { $0 - $1 }
  }
}
